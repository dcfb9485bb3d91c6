public import JSON

/// What a run is about, known before its first request.
public struct RunStart: Sendable, Hashable {
    /// The collection's name.
    public var collectionName: String
    /// The collection's id, or nil if the file has none.
    public var collectionID: String?
    /// The file or folder of the collection, as the user gave it; nil if it is none.
    public var file: String?
    /// The environment's name, or nil without one.
    public var environmentName: String?
    /// The name of the run among several, with the environment first; nil for that of the
    /// collection.
    public var label: String?
    /// What part of a run it is, such as `shard 2 of 3`, if another part has the same name.
    public var part: String?
    /// The index of its only data row, if each row is a run of its own.
    public var rowNumber: Int?
    /// How many iterations will run; 0 if only the time limits them.
    public var iterationCount: Int
    /// How long iterations begin, if the time limits them.
    public var duration: Duration?
    /// How many requests one iteration will send if no script changes the order.
    public var itemCount: Int
    /// When the run started, in seconds since 1970.
    public var startedAt: Double
    /// Its index among the runs that are reported together, from 0.
    public var number: Int
    /// How many runs are reported together, as far as is known: more may follow in an event stream
    /// that another program writes.
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

extension RunStart {
    /// The name of the failure of a run that did not begin.
    public static let failureName = "StartError"

    /// Whether there can be more than one iteration.
    public var isIterated: Bool { iterationCount > 1 || duration != nil }

    /// The number of an item's iteration, from 1; nil if there is only one, or if the item is about
    /// the run.
    public func iterationNumber(of item: ItemReference) -> Int? {
        isIterated && item.id != ItemReference.thresholdsID ? item.iteration + 1 : nil
    }

    /// The name of the run in reports.
    public var title: String {
        let name = label ?? collectionName
        return part.map { "\(name) (\($0))" } ?? name
    }

    /// Whether no run of those that are reported together follows.
    public var isLast: Bool { number + 1 >= runCount }

    /// The name of the run with its number if there are several: `Shop (collection 1/2)`.
    public var place: String? {
        if runCount == 1 { return nil }
        return "\(label == nil ? "collection" : "run") \(number + 1)/\(runCount)"
    }
}
