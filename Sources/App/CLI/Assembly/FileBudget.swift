import Platform

/// How the files that the process may have open are shared among runs side by side.
enum FileBudget {
    /// What a command has open by itself.
    private static let ofCommand = 32
    /// What each run adds: a connection or two, and what libcurl and the JavaScript engine wait
    /// with.
    private static let ofRun = 8
    /// The most connections of a run whose scripts send many requests at once, and the fewest.
    private static let connections = 4...512

    /// How many of so many runs can go on side by side, and why not all of them.
    static func jobs(upTo jobs: Int) -> (count: Int, reason: String) {
        let files = ResourceLimits.openFiles(upTo: ofCommand + jobs * ofRun)
        let count = max(1, min(jobs, (files - ofCommand) / ofRun))
        return (count, "the process may have only \(files) files open (ulimit -n)")
    }

    /// How many connections each of so many runs may have.
    static func connections(jobs: Int) -> Int {
        let wanted = ofCommand + jobs * (ofRun + connections.upperBound)
        let left = (ResourceLimits.openFiles(upTo: wanted) - ofCommand) / jobs - ofRun
        return max(connections.lowerBound, min(left, connections.upperBound))
    }
}
