import RunModel

/// The sections about flaky and slow requests.
struct HTMLNotable {
    let summary: RunSummary

    /// The fewest requests of a run whose slowest are shown.
    private static let fewestRequests = 5

    func append(to html: inout HTML) {
        if summary.flaky.count > 0 { appendFlaky(to: &html) }
        if summary.requests.total >= Self.fewestRequests { appendSlowest(to: &html) }
    }

    private func appendFlaky(to html: inout HTML) {
        html.element("section", .init("aria-label", "Flaky requests")) { html in
            html.element("h2") { html in
                html.add("Flaky requests ")
                html.element("span", number: summary.flaky.count)
            }
            html.element("ul", class: "notable") { html in
                for entry in summary.flaky.entries {
                    let facts = "passed on attempt \(entry.attempt) (\(entry.reason))"
                    append(entry.name, facts, to: &html)
                }
            }
        }
    }

    private func appendSlowest(to html: inout HTML) {
        html.element("section", .init("aria-label", "Slowest requests")) { html in
            html.element("h2", text: "Slowest requests")
            html.element("ul", class: "notable") { html in
                for entry in summary.slowest.entries {
                    append(
                        entry.name, "\(HumanUnits.time(entry.time)), \(entry.status)", to: &html)
                }
            }
        }
    }

    private func append(_ name: String, _ facts: String, to html: inout HTML) {
        html.element("li") { html in
            html.add(text: HTMLFailure.clipped(name, to: 300) + " ")
            html.element("span", class: "facts", text: facts)
        }
    }
}
