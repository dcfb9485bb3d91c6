/// A request that would run, as a list of these shows it: nothing of it resolved.
public struct ListedRequest: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The names of the folders around it, outermost first.
    public var folders: [String]
    /// The method.
    public var method: String
    /// The URL with its variables as they are written.
    public var url: String
    /// How it is signed, as `oauth2 of collection 'Orders'`; nil where nothing is said of it.
    public var authorization: String?
    /// Whether a script of its own or of what is around it runs before it.
    public var hasPrerequestScripts: Bool
    /// Whether a script runs after it, likewise.
    public var hasTestScripts: Bool

    /// Makes an entry.
    public init(
        name: String, folders: [String], method: String, url: String, authorization: String? = nil,
        hasPrerequestScripts: Bool = false, hasTestScripts: Bool = false
    ) {
        self.name = name
        self.folders = folders
        self.method = method
        self.url = url
        self.authorization = authorization
        self.hasPrerequestScripts = hasPrerequestScripts
        self.hasTestScripts = hasTestScripts
    }
}
