public import JSON

/// What a run is about, known before its first request.
public struct RunStart: Sendable, Hashable {
    /// The collection's name.
    public var collectionName: String
    /// The collection's id, or nil if the file has none.
    public var collectionID: String?
    /// The environment's name, or nil without one.
    public var environmentName: String?
    /// How many iterations will run.
    public var iterationCount: Int
    /// How many requests one iteration will send if no script changes the order.
    public var itemCount: Int
    /// When the run started, in seconds since 1970.
    public var startedAt: Double
    /// Its index among the runs that are reported together, from 0.
    public var number: Int
    /// How many runs are reported together: one for each collection.
    public var runCount: Int
    /// The collection in format v2.1, with secrets masked, and with the ids that items have in
    /// events; nil if no report needs it.
    public var collection: JSONValue?

    /// Creates the start of a run.
    public init(
        collectionName: String, collectionID: String? = nil, environmentName: String? = nil,
        iterationCount: Int, itemCount: Int, startedAt: Double, number: Int = 0, runCount: Int = 1,
        collection: JSONValue? = nil
    ) {
        self.collectionName = collectionName
        self.collectionID = collectionID
        self.environmentName = environmentName
        self.iterationCount = iterationCount
        self.itemCount = itemCount
        self.startedAt = startedAt
        self.number = number
        self.runCount = runCount
        self.collection = collection
    }
}
