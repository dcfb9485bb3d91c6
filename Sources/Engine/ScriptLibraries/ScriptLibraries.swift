/// The JavaScript libraries that scripts can `require`, as they were bundled when this was built.
///
/// They are text in the binary; nothing is read or parsed before a script asks for one.
public enum ScriptLibraries {
    /// The names that `require` takes, in order.
    public static var names: [String] { embeddedLibraryNames }

    /// The text of a library: a function of `require`, by which it gets other libraries and what only
    /// the sandbox can provide, and `process`; its value is what the library exports.
    public static func source(named name: String) -> String? {
        embeddedLibrary(named: name)
    }

    /// The version of a library, where it was known when this was built.
    public static func version(of name: String) -> String? {
        embeddedLibraryVersions[name]
    }
}
