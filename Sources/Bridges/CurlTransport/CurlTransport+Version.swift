import CCurl

#if os(Linux)
    import LibraryLoader
#endif

extension CurlTransport {
    /// The version of the installed libcurl, as `7.88.1`; nil if there is none.
    public static var libraryVersion: String? {
        #if os(Linux)
            if library_loader_open("libcurl") != nil { return nil }
        #endif
        // The text is constant, and begins with `libcurl/7.88.1`.
        guard let text = curl_version() else { return nil }
        let library = String(cString: text).split(separator: " ").first ?? ""
        return library.split(separator: "/").last.map(String.init)
    }
}
