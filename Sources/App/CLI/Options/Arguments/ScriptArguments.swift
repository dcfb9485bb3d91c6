/// The limits and modules of scripts.
struct ScriptArguments {
    var timeoutMilliseconds: Int?
    /// In bytes; 0 for no limit.
    var memory = 1 << 30
    /// Folders with modules that scripts can require.
    var modulePaths: [String] = []
}
