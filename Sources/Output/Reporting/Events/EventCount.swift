/// How many event streams follow one another in a file, and how many runs they have, according to
/// their first lines.
///
/// It looks only at the lines that are not events. What is wrong with a line is reported when the
/// file is replayed.
public struct EventCount: Sendable, Hashable {
    /// The streams.
    public private(set) var streams = 0
    /// The runs of all of them.
    public private(set) var runs = 0

    private static let eventBeginning = Array("{\"event\":".utf8)

    /// Creates the count of an empty file.
    public init() {}

    /// Counts the next line of the file.
    public mutating func add(_ line: [UInt8]) {
        guard let format = Self.beginning(line) else { return }
        streams += 1
        runs += format.runCount
    }

    /// The first line of a stream at the end of a line that another stream broke off in; nil if
    /// there is none.
    public static func streamBeginning(behind line: [UInt8]) -> [UInt8]? {
        let mark = Array("{\"format\":".utf8)
        for start in line.indices.dropFirst().reversed() where line[start] == mark[0] {
            let rest = line[start...]
            if rest.starts(with: mark) {
                return beginning(Array(rest)) == nil ? nil : Array(rest)
            }
        }
        return nil
    }

    /// The format of the stream that a line begins; nil if it begins none.
    static func beginning(_ line: [UInt8]) -> EventFormat? {
        if line.starts(with: eventBeginning) { return nil }
        var reader = EventStreamReader(name: "")
        guard let read = try? reader.read(line), case .begin(let format) = read else { return nil }
        return format
    }
}
