public import HTTPModel

/// What the user says about a run, beyond its files.
public struct RunSettings: Sendable {
    /// How often the plan is run.
    public var iterationCount = 1
    /// Whether servers' certificates are verified where the collection does not say so.
    public var verifiesTLS = true
    /// Whether redirects are followed where the collection does not say so.
    public var followsRedirects = true
    /// The longest silence of a server; nil for no limit.
    public var requestTimeout: Duration?
    /// The longest time of one script; nil for no limit.
    public var scriptTimeout: Duration?
    /// How many bytes scripts may make the process hold; nil for no limit.
    public var scriptMemory: Int?
    /// The `User-Agent` that requests carry.
    public var userAgent: String

    /// Makes settings.
    public init(userAgent: String) {
        self.userAgent = userAgent
    }

    /// How requests are exchanged where the collection says nothing else.
    public var transferOptions: TransferOptions {
        var options = TransferOptions()
        options.verifiesTLS = verifiesTLS
        options.followsRedirects = followsRedirects
        options.timeout = requestTimeout
        return options
    }
}
