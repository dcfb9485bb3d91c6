import HTTPModel
import RunModel

/// A request and the response to it, in an item's details.
struct HTMLExchange {
    let record: RequestRecord
    let options: HTMLReport.Options
    /// Whether its bodies are shown.
    let showsBodies: Bool

    func append(to html: inout HTML) {
        appendRequest(to: &html)
        if let failure = record.failure {
            let wait = record.waited.map { " after \(HumanUnits.time($0))" } ?? ""
            html.element("h4", text: "No response\(wait)")
            HTMLFailure(failure).append(to: &html)
        }
        if let response = record.response { append(response, to: &html) }
    }

    // MARK: Request

    private func appendRequest(to html: inout HTML) {
        let request = record.request
        html.element("h4", text: "Request")
        html.element("p", class: "line") { html in
            HTMLItemWriter.appendMethod(request.method, to: &html)
            html.add(" ")
            html.element("code", class: "url", text: request.url)
        }
        for hop in record.hops {
            html.element("p", class: "facts") { html in
                html.add(text: "redirected by \(hop.status) to \(hop.method) ")
                html.element("code", class: "url", text: hop.url)
            }
        }
        append(request.headers, to: &html)
        let showsBody = showsBodies && !options.omitsRequestBodies
        if let body = request.body, showsBody, body.count > 0 { append(body, to: &html) }
    }

    private func append(_ body: HTTPBody, to html: inout HTML) {
        let type = HTMLBody.mediaType(record.request.headers)
        if let graphQL = HTMLGraphQL(body, type: type, limit: options.bodySize) {
            return graphQL.append(to: &html)
        }
        var left = options.bodySize
        for piece in body.pieces {
            switch piece {
            case .bytes(let bytes) where bytes.isEmpty: continue
            case .bytes(let bytes):
                HTMLBody(bytes, type: type, limit: max(0, left)).append(to: &html)
                left -= bytes.count
            case .file(let path, let size):
                html.element("figure") { html in
                    html.element("figcaption") { html in
                        html.add("Body ")
                        html.element("span", text: "the file '\(path)', \(HumanUnits.size(size))")
                    }
                }
            }
        }
    }

    private func append(_ headers: HTTPHeaders, to html: inout HTML) {
        if options.omitsHeaders || headers.fields.isEmpty { return }
        html.element("details", class: "headers") { html in
            html.element("summary") { html in
                html.add("Headers ")
                html.element("span", number: headers.fields.count)
            }
            html.element("table") { html in
                for field in headers.fields {
                    html.element("tr") { html in
                        html.element("th", .init("scope", "row"), text: field.name)
                        html.element("td", text: field.value)
                    }
                }
            }
        }
    }

    // MARK: Response

    private func append(_ response: HTTPResponse, to html: inout HTML) {
        html.element("h4", text: "Response")
        html.element("p", class: "line") { html in
            HTMLItemWriter.appendStatus(response.status, reason: response.reason, to: &html)
            html.add(" ")
            let size = HumanUnits.size(response.headerSize + response.downloadedSize)
            html.element(
                "span", class: "facts",
                text: "HTTP/\(response.version), \(size), \(time(response.timings.total))")
        }
        append(response.timings, to: &html)
        append(response.headers, to: &html)
        guard showsBodies, !options.omitsResponseBodies else { return }
        if response.bodySize == 0 {
            html.element("p", class: "cut", text: "The body is empty.")
        } else {
            HTMLBody(of: response, limit: options.bodySize).append(to: &html)
        }
    }

    /// Adds the phases as one bar, with their times below it.
    private func append(_ timings: HTTPTimings, to html: inout HTML) {
        let phases = Self.phases(timings).filter { $0.time > .zero }
        if phases.isEmpty { return }
        html.element("div", class: "phases") { html in
            html.element("p", class: "bar", .init("aria-hidden", "true")) { html in
                for phase in phases {
                    let width = Int(min(max(1, phase.time.milliseconds * 1_000), 1e12))
                    html.element(
                        "i", class: phase.mark, .init("style", "flex-grow:", width), text: "")
                }
            }
            html.element("ul") { html in
                for phase in phases {
                    html.element(
                        "li", class: phase.mark, text: "\(phase.name) \(time(phase.time))")
                }
            }
        }
    }

    private static func phases(
        _ timings: HTTPTimings
    ) -> [(name: String, mark: Markup, time: Duration)] {
        [
            ("prepare", "p0", timings.prepare), ("wait", "p1", timings.wait),
            ("DNS lookup", "p2", timings.nameLookup), ("TCP handshake", "p3", timings.connect),
            ("TLS handshake", "p4", timings.secureHandshake),
            ("first byte", "p5", timings.firstByte), ("download", "p6", timings.download),
            ("process", "p7", timings.process),
        ]
    }

    private func time(_ duration: Duration) -> String { HumanUnits.time(duration) }
}
