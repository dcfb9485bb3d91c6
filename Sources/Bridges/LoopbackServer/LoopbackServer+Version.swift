import CMicrohttpd

#if os(Linux)
    import LibraryLoader
#endif

extension LoopbackServer {
    /// The version of the installed libmicrohttpd, as `0.9.75`; nil if there is none.
    public static var libraryVersion: String? {
        #if os(Linux)
            if library_loader_open("libmicrohttpd") != nil { return nil }
        #endif
        // The text is constant.
        return MHD_get_version().map { String(cString: $0) }
    }
}
