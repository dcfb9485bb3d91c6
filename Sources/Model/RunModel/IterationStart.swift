/// The start of an iteration, with its data row.
public struct IterationStart: Sendable, Hashable {
    /// A value of the data row.
    public struct Cell: Sendable, Hashable {
        /// The column.
        public var name: String
        /// The value as text, with secrets masked.
        public var value: String

        /// Creates a value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The iteration, from 0.
    public var number: Int
    /// The first values of the data row; empty without data.
    public var row: [Cell]

    private static let longestCell = 40

    /// Creates the start of an iteration.
    public init(_ number: Int, row: [Cell] = []) {
        self.number = number
        self.row = row
    }

    /// The first values of the data row on one line, with long ones clipped; nil without data.
    public var rowText: String? {
        if row.isEmpty { return nil }
        return row.map { "\(Self.clipped($0.name)): \(Self.clipped($0.value))" }
            .joined(separator: ", ")
    }

    private static func clipped(_ text: String) -> String {
        text.count <= longestCell ? text : text.prefix(longestCell - 1) + "…"
    }
}
