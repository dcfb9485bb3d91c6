/// A request that would run.
///
/// Nothing in it is resolved.
public struct ListedRequest: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The names of the folders around it, outermost first.
    public var folders: [String]
    /// The method.
    public var method: String
    /// The URL with its variables unresolved.
    public var url: String
    /// How it is authorized, as `oauth2 of collection 'Orders'`; nil if it is not.
    public var authorization: String?
    /// Whether a script of the request, a folder or the collection runs before it.
    public var hasPrerequestScripts: Bool
    /// Whether such a script runs after it.
    public var hasTestScripts: Bool

    /// Creates an entry.
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
