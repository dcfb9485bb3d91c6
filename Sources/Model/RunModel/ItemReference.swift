/// The request item that an event belongs to, in one iteration.
public struct ItemReference: Sendable, Hashable {
    /// The id of the item that has the verdicts of thresholds, and belongs to no iteration.
    public static let thresholdsID = "posthaste-thresholds"

    /// The item's id.
    public var id: String
    /// The item's name.
    public var name: String
    /// The names of the folders around it, outermost first, without the collection.
    public var folders: [String]
    /// The iteration, from 0.
    public var iteration: Int
    /// How many items this run started before it.
    public var sequence: Int
    /// Its index among the requests of one iteration, from 0.
    public var position: Int
    /// The file that has the request; nil if the collection is from elsewhere.
    public var file: String?
    /// The line of the file; nil if the request is all of it, as in format 3.
    public var line: Int?
    /// When the item started, in seconds since 1970, or nil if unknown.
    public var startedAt: Double?

    /// Creates a reference.
    public init(
        id: String, name: String, folders: [String], iteration: Int, sequence: Int,
        position: Int = 0, file: String? = nil, line: Int? = nil, startedAt: Double? = nil
    ) {
        self.id = id
        self.name = name
        self.folders = folders
        self.iteration = iteration
        self.sequence = sequence
        self.position = position
        self.file = file
        self.line = line
        self.startedAt = startedAt
    }

    /// The file and the line: `orders.json:12`.
    public var source: String? {
        file.map { name in line.map { "\(name):\($0)" } ?? name }
    }

    /// The folders and the name, joined as Newman joins them: `Folder / Sub / Request`.
    public var path: String {
        folders.isEmpty ? name : (folders + [name]).joined(separator: " / ")
    }
}
