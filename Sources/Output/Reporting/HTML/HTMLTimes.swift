import RunModel

/// The section about response times: a row for each request that was sent often.
struct HTMLTimes {
    let times: RequestTimes

    private static let shownRows = 200
    private static let columns = [
        "Request", "Count", "Failed", "p50", "p90", "p95", "p99", "Max", "Per second",
    ]

    func append(to html: inout HTML) {
        guard TimesTable.isUseful(times) else { return }
        let often = times.entries.filter { $0.count >= TimesTable.fewest }
        html.element("section", .init("aria-label", "Response times")) { html in
            html.element("h2", text: "Response times")
            html.element("table", class: "times") { html in
                html.element("thead") { html in
                    html.element("tr") { html in
                        for column in Self.columns { html.element("th", text: column) }
                    }
                }
                html.element("tbody") { html in
                    for entry in often.prefix(Self.shownRows) { append(entry, to: &html) }
                    if times.entries.count > 1 { append(times.all, to: &html) }
                }
            }
        }
    }

    private func append(_ entry: RequestTimes.Entry, to html: inout HTML) {
        html.element("tr", class: entry.failedCount == 0 ? "ok" : "ko") { html in
            html.element("th", .init("scope", "row"), text: entry.name)
            for cell in TimesTable.cells(entry, times) { html.element("td", text: cell) }
        }
    }
}
