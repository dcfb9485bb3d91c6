public import Diagnostics
public import JSON

/// The rows that the iterations of a run take their values from, read from JSON or CSV
/// (NewmanReference §8).
///
/// The name decides by `.json` or `.csv`, else the first character does. A broken JSON file is
/// never read as CSV.
public struct IterationData: Sendable {
    /// What becomes of the values of a CSV file that stand without quotes.
    public enum Types: String, Sendable, CaseIterable {
        /// What looks like a number is one, as in Newman.
        case numbers
        /// All of them are text.
        case strings
    }

    /// What separates the values of a CSV file.
    public enum Delimiter: Sendable, Equatable {
        /// By the first line: `sep=`, or the most frequent of comma, semicolon and tab.
        case automatic
        /// This ASCII character.
        case character(UInt8)
    }

    private enum Rows {
        case objects(JSONRows)
        case table(CSVTable)
    }

    private let rows: Rows
    /// The rows that are meant, in order; nil for all.
    private var chosen: [Int]?
    /// The first of these rows and the distance to each next one; nil if they come one by one.
    private var turn: (first: Int, step: Int)?
    /// What the user should know about the file.
    public let warnings: [Diagnostic]

    /// Makes data without rows.
    public init() {
        rows = .objects(JSONRows())
        warnings = []
    }

    /// Reads the rows of a text.
    public init(
        _ source: JSONSource, types: Types = .numbers, delimiter: Delimiter = .automatic
    ) throws(DefinitionError) {
        let format = Format(source)
        var notes: [Diagnostic] = []
        switch format {
        case .empty:
            throw DefinitionError([
                Diagnostic(.error, "the iteration data is empty", at: Place(file: source.name))
            ])
        case .workbook:
            throw DefinitionError([
                Diagnostic(
                    .error, "the iteration data is a workbook of a spreadsheet, not CSV or JSON",
                    at: Place(file: source.name),
                    help: ["save the sheet as 'CSV UTF-8' in the spreadsheet program"])
            ])
        case .foreign(let format):
            throw DefinitionError([
                Diagnostic(
                    .error, "the iteration data is \(format.name), not CSV or JSON",
                    at: Place(file: source.name), help: [format.help])
            ])
        case .json: rows = .objects(try Self.rows(source))
        case .csv:
            let table = try CSVTable(source, types: types, delimiter: delimiter)
            rows = .table(table)
            notes = table.warnings
        }
        let count = Self.count(rows)
        if count == 0 {
            notes.append(
                Diagnostic(
                    .warning, "the iteration data has no rows; the requests run without",
                    at: Place(file: source.name)))
        }
        warnings = notes
    }

    /// How many rows there are.
    public var count: Int { chosen?.count ?? Self.count(rows) }

    /// Returns data with some of the rows alone.
    public func only(_ indices: [Int]) -> IterationData {
        var result = self
        result.chosen = indices.map(place)
        result.turn = nil
        return result
    }

    /// Returns data with the rows of some iterations, which are in growing order.
    public func only(iterations: some Sequence<Int>) -> IterationData {
        if count == 0 { return self }
        var indices: [Int] = []
        for iteration in iterations {
            indices.append(min(iteration, count - 1))
            // The last row is that of all further iterations.
            if iteration >= count - 1 { break }
        }
        return only(indices)
    }

    /// Returns data with as many rows in another order: from a first one on each at a distance from
    /// the last, and on from the start again.
    public func inTurn(from first: Int, by step: Int) -> IterationData {
        var result = self
        result.turn = (first, step)
        return result
    }

    /// Where in the file a row is.
    private func place(_ index: Int) -> Int {
        let index = turn.map { ($0.first + index * $0.step) % count } ?? index
        return chosen?[index] ?? index
    }

    /// The row of an iteration from 0 on: the last one for all that come after it; empty if
    /// there are no rows.
    public func row(of iteration: Int) -> JSONObject {
        let last = min(iteration, count - 1)
        guard last >= 0 else { return JSONObject() }
        let index = place(last)
        return switch rows {
        case .objects(let objects): objects.row(index)
        case .table(let table): table.row(index)
        }
    }

    private static func count(_ rows: Rows) -> Int {
        switch rows {
        case .objects(let objects): objects.count
        case .table(let table): table.count
        }
    }

    // MARK: JSON

    /// How many elements of the wrong kind are reported.
    private static let defectLimit = 10

    private static func rows(_ source: JSONSource) throws(DefinitionError) -> JSONRows {
        let value: JSONValue
        var offsets: [Int] = []
        var defects: [Diagnostic] = []
        do throws(JSONSyntaxError) {
            value = try JSONParser.parse(source) { element in
                if element.object == nil, defects.count < defectLimit {
                    defects.append(defect(element, offsets.count, source))
                }
                offsets.append(element.offset)
            }
        } catch {
            var diagnostic = hidingValues(error.diagnostic(in: source))
            if !Format.looksLikeJSON(source) {
                diagnostic.help.append("if it is CSV, give the file a name that ends in .csv")
            }
            throw DefinitionError([diagnostic])
        }
        guard value.array != nil else {
            let diagnostic = Diagnostic(
                .error, "iteration data must be an array of objects, not \(value.kindName)",
                at: source.place(at: value.offset, jsonPath: "$"),
                help: value.object == nil ? [] : ["for one row put it into brackets: [ … ]"])
            throw DefinitionError([hidingValues(diagnostic)])
        }
        if !defects.isEmpty { throw DefinitionError(defects) }
        return JSONRows(source: source, offsets: offsets)
    }

    private static func defect(
        _ element: JSONValue, _ index: Int, _ source: JSONSource
    ) -> Diagnostic {
        hidingValues(
            Diagnostic(
                .error, "a row must be an object, not \(element.kindName)",
                at: source.place(at: element.offset, jsonPath: "$[\(index)]")))
    }

    /// The diagnostic without the texts of its excerpt: in a row that cannot be read, any of them
    /// can be a secret.
    private static func hidingValues(_ diagnostic: Diagnostic) -> Diagnostic {
        var hidden = diagnostic
        hidden.place.lineText = diagnostic.place.lineText.map(SecretExcerpt.maskedTexts)
        return hidden
    }
}

/// The rows of a JSON text as the text, which takes far less room than its values; each is read
/// again when its iteration comes.
private struct JSONRows {
    var source = JSONSource(name: "", bytes: [])
    /// Where each row begins.
    var offsets: [Int] = []

    var count: Int { offsets.count }

    func row(_ index: Int) -> JSONObject {
        do throws(JSONSyntaxError) {
            return try JSONParser.value(at: offsets[index], of: source).object ?? JSONObject()
        } catch {
            preconditionFailure("a row that was read once cannot be read again")
        }
    }
}

/// What an iteration data file is written in.
private enum Format {
    case empty, json, csv, workbook
    /// Of another kind, such as a web page.
    case foreign(ForeignFormat)

    init(_ source: JSONSource) {
        let name = source.name.lowercased()
        if Self.firstByte(source) == nil {
            self = .empty
        } else if Self.isWorkbook(source.bytes) {
            self = .workbook
        } else if Self.firstByte(source) == UInt8(ascii: "<"),
            let format = ForeignFormat(text: source.bytes)
        {
            self = .foreign(format)
        } else if name.hasSuffix(".json") {
            self = .json
        } else if name.hasSuffix(".csv") {
            // As in Newman, an array is one under any name.
            self = Self.looksLikeJSON(source) && Self.isJSON(source) ? .json : .csv
        } else {
            self = Self.looksLikeJSON(source) ? .json : .csv
        }
    }

    static func looksLikeJSON(_ source: JSONSource) -> Bool {
        let first = firstByte(source)
        return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    }

    /// Whether the bytes are those of an archive, as `.xlsx` and `.ods` are, or of an old `.xls`.
    ///
    /// The first bytes of the latter may have been decoded as Latin-1.
    private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
            || bytes.starts(with: [0xC3, 0x90, 0xC3, 0x8F, 0x11, 0xC3, 0xA0])
    }

    private static func isJSON(_ source: JSONSource) -> Bool {
        do throws(JSONSyntaxError) {
            _ = try JSONParser.parse(source)
            return true
        } catch {
            return false
        }
    }

    /// The first byte that is neither white space nor a byte order mark.
    private static func firstByte(_ source: JSONSource) -> UInt8? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = source.bytes.dropFirst(source.bytes.starts(with: mark) ? mark.count : 0)
        return text.first { $0 != 0x20 && !(0x09...0x0D).contains($0) }
    }
}
