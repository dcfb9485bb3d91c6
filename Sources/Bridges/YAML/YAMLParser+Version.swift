import CYAML

#if os(Linux)
    import LibraryLoader
#endif

extension YAMLParser {
    /// The version of the installed libyaml, as `0.2.5`; nil if there is none.
    public static var libraryVersion: String? {
        #if os(Linux)
            if library_loader_open("libyaml") != nil { return nil }
        #endif
        // The text is constant.
        return yaml_get_version_string().map { String(cString: $0) }
    }
}
