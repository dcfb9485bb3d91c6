import CJavaScriptCore

#if os(Linux)
    import LibraryLoader
#endif

extension ScriptContext {
    /// The version of the installed engine, as `2.50.1`; nil if there is none.
    public static var engineVersion: String? {
        #if os(Linux)
            if library_loader_open("libjavascriptcore") != nil { return nil }
            return "\(jsc_get_major_version()).\(jsc_get_minor_version())"
                + ".\(jsc_get_micro_version())"
        #else
            // A framework of the system, which has no version of its own.
            return "of the system"
        #endif
    }
}
