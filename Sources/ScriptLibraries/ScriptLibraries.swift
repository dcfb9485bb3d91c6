/// The JavaScript libraries that scripts can `require`, as they were bundled when this was built.
///
/// They are text in the binary; nothing is read or parsed before a script asks for one.
public enum ScriptLibraries {
    /// The names that `require` takes, in order.
    public static var names: [String] { embeddedLibraryNames }

    /// The text of a library: an expression whose value is what the library exports.
    ///
    /// What only the sandbox can provide, a library gets by the global `require` when it first
    /// needs it.
    public static func source(named name: String) -> String? {
        embeddedLibrary(named: name)
    }
}
