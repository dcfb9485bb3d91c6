import Diagnostics
import JSON

/// A CSV text whose rows are found once and read when they are wanted, so that a large file takes
/// little more memory than its text.
struct CSVTable: Sendable {
    /// The names of the columns.
    let columns: [String]
    /// What the user should know about the file.
    let warnings: [Diagnostic]

    private let bytes: [UInt8]
    /// Where the rows after the header begin.
    private let starts: [Int]
    private let endsAtCarriageReturn: Bool?
    private let delimiter: UInt8
    private let types: IterationData.Types

    /// How many rows follow the header.
    var count: Int { starts.count }

    /// Finds the rows of a text.
    init(
        _ source: JSONSource, types: IterationData.Types, delimiter: IterationData.Delimiter
    ) throws(DefinitionError) {
        bytes = source.bytes
        self.types = types
        var survey = CSVSurvey(source, CSVDialect(source.bytes, delimiter))
        self.delimiter = survey.dialect.delimiter
        try survey.readHeader()
        try survey.findRows()
        columns = survey.header.map { Self.value(of: $0, in: source.bytes, types).text }
        starts = survey.starts
        endsAtCarriageReturn = survey.scanner.endsAtCarriageReturn
        warnings = survey.warnings(columns: columns)
    }

    /// The row of an index as an object; values beyond the columns are left out, and columns beyond
    /// the values are missing.
    func row(_ index: Int) -> JSONObject {
        var scanner = CSVScanner(
            bytes, at: starts[index], delimiter: delimiter,
            endsAtCarriageReturn: endsAtCarriageReturn)
        var members: [JSONMember] = []
        members.reserveCapacity(columns.count)
        for column in columns {
            let field = scanner.field()
            members.append(
                JSONMember(key: column, value: Self.value(of: field, in: bytes, types).json))
            if field.endsRow { break }
        }
        return JSONObject(members)
    }

    /// The value of a field: quoted ones are text, others that look like numbers become numbers.
    private static func value(
        of field: CSVScanner.Field, in bytes: [UInt8], _ types: IterationData.Types
    ) -> (json: JSONValue, text: String) {
        var text = String(decoding: bytes[field.range], as: UTF8.self)
        if field.hasEscapes { text = text.replacing("\"\"", with: "\"") }
        guard !field.isQuoted, types == .numbers, let number = number(text) else {
            return (.string(text), text)
        }
        return (.number(number), JSONNumber.text(of: number))
    }

    /// The number that Newman reads in an unquoted text; nil if it reads none.
    ///
    /// Leading zeros are lost, and a number in another base becomes 0.
    private static func number(_ text: String) -> Double? {
        switch ScriptNumber(text) {
        case .decimal(let number) where number.isFinite: number
        case .radix: 0
        case .decimal, .empty, nil: nil
        }
    }
}

/// The first reading of a CSV text: the places of its rows, and whether they are sound.
private struct CSVSurvey {
    private let source: JSONSource
    var scanner: CSVScanner
    let dialect: CSVDialect
    var header: [CSVScanner.Field] = []
    var starts: [Int] = []
    /// The first row with another number of values than the header has columns.
    private var misfit: (offset: Int, count: Int)?
    private var misfitCount = 0

    init(_ source: JSONSource, _ dialect: CSVDialect) {
        self.source = source
        self.dialect = dialect
        scanner = CSVScanner(source.bytes, at: dialect.start, delimiter: dialect.delimiter)
    }

    /// Reads the names of the columns from the first line that is not blank.
    mutating func readHeader() throws(DefinitionError) {
        while !scanner.isAtEnd {
            let field = try field()
            header.append(field)
            guard field.endsRow else { continue }
            if header.count > 1 || field.isQuoted || !field.range.isEmpty { return }
            header = []
        }
    }

    mutating func findRows() throws(DefinitionError) {
        while !scanner.isAtEnd {
            let start = scanner.index
            var count = 1
            while try !field().endsRow { count += 1 }
            starts.append(start)
            guard count != header.count else { continue }
            if misfit == nil { misfit = (start, count) }
            misfitCount += 1
        }
    }

    private mutating func field() throws(DefinitionError) -> CSVScanner.Field {
        let field = scanner.field()
        switch field.fault {
        case nil: return field
        case .unclosedQuote(let offset):
            throw DefinitionError([
                Diagnostic(
                    .error, "not valid CSV: the quote that opens this field is never closed",
                    at: place(at: offset),
                    help: ["close it, or put the whole field into quotes and write '\"\"' for it"])
            ])
        case .textAfterQuote(let offset):
            throw DefinitionError([
                Diagnostic(
                    .error, "not valid CSV: text after the closing quote of a field",
                    at: place(at: offset),
                    help: ["within a quoted field a double quote is written twice"])
            ])
        }
    }

    func warnings(columns: [String]) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        var seen: Set<String> = []
        if let repeated = columns.first(where: { !seen.insert($0).inserted }) {
            warnings.append(
                Diagnostic(
                    .warning, "the column '\(repeated)' appears twice; the last one counts",
                    at: Place(file: source.name)))
        }
        if columns.count == 1, let delimiter = CSVDialect.otherDelimiter(in: columns[0]) {
            warnings.append(
                Diagnostic(
                    .warning, "the iteration data has a single column, '\(columns[0])'",
                    at: Place(file: source.name),
                    help: [
                        "if \(delimiter.name) separates its values, give --data-delimiter "
                            + "'\(delimiter.word)'"
                    ]))
        }
        if let misfit {
            let more =
                misfitCount > 1
                ? ", and \(Self.counted(misfitCount - 1, "more row")) like it" : ""
            let fate =
                misfit.count > columns.count
                ? "what is beyond the columns is left out" : "the missing ones are not defined"
            warnings.append(
                Diagnostic(
                    .warning,
                    "a row has \(Self.counted(misfit.count, "value")) for "
                        + "\(Self.counted(columns.count, "column"))\(more)",
                    at: place(at: misfit.offset), help: [fate]))
        }
        return warnings
    }

    private static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// The place of a byte, in lines that end as the rows do.
    ///
    /// If one of the columns has secrets, the excerpt shows no value: a row that does not fit may
    /// have them in any column.
    private func place(at offset: Int) -> Place {
        var place = linePlace(at: offset)
        let names = header.lazy.map { String(decoding: source.bytes[$0.range], as: UTF8.self) }
        if names.contains(where: SecretName.isTelling) {
            place.lineText = place.lineText.map {
                SecretExcerpt.maskedValues($0, separator: Unicode.Scalar(dialect.delimiter))
            }
        }
        return place
    }

    private func linePlace(at offset: Int) -> Place {
        var place = source.place(at: offset)
        guard scanner.endsAtCarriageReturn == true else { return place }
        let carriageReturn = UInt8(ascii: "\r")
        let before = source.bytes[..<offset]
        let start = before.lastIndex(of: carriageReturn).map { $0 + 1 } ?? 0
        let line = before.count { $0 == carriageReturn } + 1
        let rest = source.bytes[start...].prefix { $0 != carriageReturn }
        let column = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1
        place.position = TextPosition(line: line, column: column)
        place.lineText = String(decoding: rest, as: UTF8.self)
        return place
    }
}
