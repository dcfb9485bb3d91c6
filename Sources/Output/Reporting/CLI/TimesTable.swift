import RunModel

/// The table of response times: a line for each request that was sent often, with percentiles.
struct TimesTable {
    let times: RequestTimes
    let symbols: Symbols

    /// The fewest requests that percentiles say something about.
    static let fewest = 10
    static let percents = [50.0, 90, 95, 99]

    private static let shownRows = 20
    private static let longestName = 48
    private static let columns = ["count", "failed", "p50", "p90", "p95", "p99", "max", "/s"]

    /// Whether any request was sent often enough.
    static func isUseful(_ times: RequestTimes) -> Bool {
        times.entries.contains { $0.count >= fewest }
    }

    func append(to text: inout TerminalText) {
        let often = times.entries.filter { $0.count >= Self.fewest }
        var rows = often.prefix(Self.shownRows).map(row)
        if times.entries.count > 1 { rows.append(row(times.all)) }
        let widths = Self.columns.indices.map { column in
            rows.map { DisplayWidth.of($0.cells[column]) }.reduce(Self.columns[column].count, max)
        }
        let names = rows.map { DisplayWidth.of($0.name) }.reduce(16, max)
        append("response times", Self.columns, names, widths, .underlinedGray, to: &text)
        for row in rows { append(row.name, row.cells, names, widths, .gray, to: &text) }
        let left = often.count - Self.shownRows
        if left > 0 { text.add("and \(left) more requests, not listed\n") }
    }

    private func append(
        _ name: String, _ cells: [String], _ nameWidth: Int, _ widths: [Int], _ ink: Ink,
        to text: inout TerminalText
    ) {
        text.foreign(name, ink)
        text.add(String(repeating: " ", count: max(0, nameWidth - DisplayWidth.of(name))))
        for (cell, width) in zip(cells, widths) {
            text.add(String(repeating: " ", count: max(0, width - DisplayWidth.of(cell)) + 2))
            text.add(cell)
        }
        text.add("\n")
    }

    private func row(_ entry: RequestTimes.Entry) -> (name: String, cells: [String]) {
        let name = TerminalText.printable(entry.name, keepsLines: false)
        let isLong = name.count > Self.longestName
        return (
            isLong
                ? name.prefix(Self.longestName - symbols.ellipsis.count) + symbols.ellipsis : name,
            Self.cells(entry, times).map { symbols.time($0) }
        )
    }

    /// The texts of an entry's columns.
    static func cells(_ entry: RequestTimes.Entry, _ times: RequestTimes) -> [String] {
        let percentiles = entry.times.percentiles(percents) ?? []
        let shown = percentiles.map { HumanUnits.time(milliseconds: $0) }
        return ["\(entry.count)", "\(entry.failedCount)"]
            + (shown.isEmpty ? percents.map { _ in "" } : shown)
            + [
                shown.isEmpty ? "" : HumanUnits.time(milliseconds: entry.times.maximum),
                times.throughput(entry).map(rate) ?? "",
            ]
    }

    /// A number with one digit behind the point.
    static func rate(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
