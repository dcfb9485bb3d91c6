import HTTPModel

/// The requests of a run that were slowest, slowest first; each once.
public struct SlowestRequests: Sendable, Hashable {
    /// A request that took long.
    public struct Entry: Sendable, Hashable {
        /// The item's path, and the request if it is not the item's own.
        public let name: String
        /// How long it took.
        public let time: Duration
        /// The status of the response: `200 OK`.
        public let status: String
        /// The bytes of the response.
        public let size: Int
    }

    /// How many are kept.
    public static let kept = 5

    /// The slowest requests, slowest first.
    public private(set) var entries: [Entry] = []

    mutating func add(_ record: RequestRecord, of item: ItemReference) {
        guard let response = record.response else { return }
        let time = response.timings.total
        if entries.count == Self.kept, let last = entries.last, time <= last.time { return }
        let name =
            record.origin == .item ? item.path : "\(item.path): \(record.name(in: item))"
        // The slowest iteration of a request stands for all of them.
        if let index = entries.firstIndex(where: { $0.name == name }) {
            if time <= entries[index].time { return }
            entries.remove(at: index)
        }
        let entry = Entry(
            name: name, time: time, status: response.statusText,
            size: response.headerSize + response.downloadedSize)
        entries.insert(entry, at: entries.firstIndex { $0.time < time } ?? entries.count)
        if entries.count > Self.kept { entries.removeLast() }
    }
}
