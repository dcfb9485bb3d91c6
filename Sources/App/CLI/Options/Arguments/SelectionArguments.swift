/// Which requests run, and how often.
struct SelectionArguments {
    var folders: [String] = []
    var excludedFolders: [String] = []
    /// Regular expressions for the names of requests.
    var requestNames: [String] = []
    /// Whether only the requests run that failed last time.
    var isLastFailed = false
    /// Whether the requests are listed instead of sent.
    var isListing = false
    var iterationCount: Int?
    /// The start of the dynamic variables; nil for random ones.
    var seed: UInt64?

    /// Refuses options that exclude each other.
    func check() throws(UsageError) {
        if isLastFailed, !folders.isEmpty {
            throw UsageError(message: "'--last-failed' and '--folder' exclude each other")
        }
    }
}
