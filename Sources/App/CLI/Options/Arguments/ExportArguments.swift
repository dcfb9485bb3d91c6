import Platform

/// The files that a run leaves apart from its reports.
struct ExportArguments: Equatable {
    var environment: String?
    var globals: String?
    var collection: String?
    var cookieJar: String?
    var keepsSecrets = false

    /// Refuses a file in place of a folder, for several runs that each leave one.
    func checkFolders() throws(UsageError) {
        let paths = [
            ("--export-environment", environment), ("--export-globals", globals),
            ("--export-collection", collection), ("--export-cookie-jar", cookieJar),
        ]
        for case (let option, let path?) in paths
        where !path.hasSuffix("/") && !FileAccess.isDirectory(path) {
            throw UsageError(
                message: "'\(option)' must be a folder for several runs, not '\(path)'",
                help: ["each run leaves its own file; a new folder is written '\(path)/'"])
        }
    }
}
