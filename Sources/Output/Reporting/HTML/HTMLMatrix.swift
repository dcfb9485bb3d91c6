import RunModel

/// The table of requests and runs of a page about several environments: which request failed in
/// which of them.
struct HTMLMatrix {
    /// What happened to a request in a run.
    private struct Cell {
        var hasFailed = false
        /// Whether it was skipped each time.
        var isSkipped = false
        /// The number of the item in the report: of the first failed one, else of the first.
        var item: Int
    }

    private struct Row {
        let name: String
        var cells: [Int: Cell] = [:]
    }

    private var columns: [String] = []
    private var rows: [Row] = []
    private var indices: [String: Int] = [:]
    private var omittedRows = 0

    private static let keptRows = 500
    private static let keptColumns = 100

    /// Begins a run, which is a column.
    mutating func begin(_ start: RunStart) {
        guard start.label != nil else { return }
        columns.append(start.title)
    }

    /// Adds a request of the run.
    mutating func add(_ item: HTMLItem) {
        guard !columns.isEmpty, columns.count <= Self.keptColumns else { return }
        let name = item.record.reference.path
        let row: Int
        if let known = indices[name] {
            row = known
        } else {
            guard rows.count < Self.keptRows else {
                omittedRows += 1
                return
            }
            row = rows.count
            indices[name] = row
            rows.append(Row(name: name))
        }
        let hasFailed = !item.record.failures.isEmpty
        let column = columns.count - 1
        let isSkipped = item.record.isSkipped
        var cell = rows[row].cells[column] ?? Cell(isSkipped: isSkipped, item: item.number)
        if !isSkipped { cell.isSkipped = false }
        if hasFailed, !cell.hasFailed { cell = Cell(hasFailed: true, item: item.number) }
        rows[row].cells[column] = cell
    }

    /// Adds the table, if there are several runs.
    func append(to html: inout HTML) {
        guard columns.count > 1 else { return }
        html.element("section", .init("aria-label", "Requests and runs")) { html in
            html.element("h2", text: "Requests and runs")
            html.element("div", class: "matrix") { html in
                html.element("table") { html in
                    html.element("thead") { html in
                        html.element("tr") { html in
                            html.element("th", text: "Request")
                            for name in columns.prefix(Self.keptColumns) {
                                html.element("th", text: name)
                            }
                        }
                    }
                    html.element("tbody") { html in
                        for row in rows { append(row, to: &html) }
                    }
                }
            }
            let hidden = columns.count - Self.keptColumns
            if omittedRows > 0 || hidden > 0 {
                html.element("p", class: "cut", text: "Not everything has room in this table.")
            }
        }
    }

    private func append(_ row: Row, to html: inout HTML) {
        html.element("tr") { html in
            html.element("th", .init("scope", "row"), text: row.name)
            for column in columns.indices.prefix(Self.keptColumns) {
                guard let cell = row.cells[column] else {
                    html.element("td", text: "–")
                    continue
                }
                let (mark, sign): (Markup, String) =
                    cell.hasFailed ? ("ko", "✗") : cell.isSkipped ? ("sk", "–") : ("ok", "✓")
                html.element("td", class: mark) { html in
                    html.element("a", .init("href", "#i", cell.item), text: sign)
                }
            }
        }
    }
}
