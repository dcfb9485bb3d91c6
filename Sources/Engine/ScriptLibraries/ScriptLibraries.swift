/// The JavaScript libraries that scripts can `require`, bundled when Posthaste is built.
///
/// They are text in the binary. Nothing is read or parsed before a script requires a library.
public enum ScriptLibraries {
    /// The names that `require` accepts, in order.
    public static var names: [String] { embeddedLibraryNames }

    /// Returns the text of a library, or nil if there is none of that name.
    ///
    /// The text is a function of `require` and `process` that returns the library's exports. It
    /// calls `require` for other libraries and for the modules that only the sandbox has.
    public static func source(named name: String) -> String? {
        embeddedLibrary(named: name)
    }

    /// Returns the version of a library, or nil if it was not known when Posthaste was built.
    public static func version(of name: String) -> String? {
        embeddedLibraryVersions[name]
    }
}
