import HTTPModel

/// What most items of a page say as the item before did: it is made once and copied.
final class HTMLRepeats {
    var requestHeaders = HTMLHeaderTable()
    var responseHeaders = HTMLHeaderTable()
    private var target = (url: "", text: "")

    private static let longestTarget = 300

    /// The part of an address behind the host, cut if it is too long.
    func target(of url: String) -> String {
        if target.url != url {
            let text = URLParts(url)?.target ?? url
            target = (url, HTMLFailure.clipped(text, to: Self.longestTarget))
        }
        return target.text
    }
}

/// The rows of a table of headers.
struct HTMLHeaderTable {
    /// The rows of the last table, and behind them those of a longer one before it.
    private var rows: [(field: HTTPField, html: HTML)] = []

    /// Adds a row for each line.
    mutating func append(_ headers: HTTPHeaders, to html: inout HTML) {
        for (index, field) in headers.fields.enumerated() {
            if index == rows.count {
                rows.append((field, Self.row(field)))
            } else if rows[index].field != field {
                rows[index] = (field, Self.row(field))
            }
            html.add(rows[index].html)
        }
    }

    private static func row(_ field: HTTPField) -> HTML {
        HTML { html in
            html.element(HTMLTags.row) { html in
                html.element(HTMLTags.rowName, text: field.name)
                html.element(HTMLTags.cell, text: field.value)
            }
        }
    }
}
