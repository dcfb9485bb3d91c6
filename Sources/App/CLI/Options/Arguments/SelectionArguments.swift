/// Which requests run, and how often.
struct SelectionArguments {
    var folders: [String] = []
    /// Items in the order in which they run.
    var items: [String] = []
    var excludedFolders: [String] = []
    /// Regular expressions for the names of requests.
    var requestNames: [String] = []
    /// Whether only the requests run that failed last time.
    var isLastFailed = false
    /// Whether the requests are listed instead of sent.
    var isListing = false
    var iterationCount: Int?
    /// How long iterations begin, in milliseconds; nil if their number limits them.
    var duration: Int?
    /// The start of the dynamic variables; nil for random ones.
    var seed: UInt64?

    /// Whether some requests of a collection are left out, or may be.
    var isPart: Bool {
        isLastFailed || !folders.isEmpty || !items.isEmpty || !excludedFolders.isEmpty
            || !requestNames.isEmpty
    }

    /// Refuses options that exclude each other.
    func check() throws(UsageError) {
        let given = [
            (isLastFailed, "--last-failed"), (!folders.isEmpty, "--folder"),
            (!items.isEmpty, "--item"),
        ].filter(\.0).map(\.1)
        if given.count > 1 {
            throw UsageError(message: "'\(given[0])' and '\(given[1])' exclude each other")
        }
        if duration != nil, iterationCount != nil {
            throw UsageError(
                message: "'--duration' and '--iteration-count' exclude each other")
        }
    }
}
