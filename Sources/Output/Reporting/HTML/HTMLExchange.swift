import HTTPModel
import RunModel

/// A request and the response to it, in an item's details.
struct HTMLExchange {
    let record: RequestRecord
    let options: HTMLReport.Options
    /// Whether its bodies are shown.
    let showsBodies: Bool
    let repeats: HTMLRepeats

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
        html.element(HTMLTags.heading, text: "Request")
        html.element(HTMLTags.line) { html in
            HTMLItemWriter.appendMethod(request.method, to: &html)
            html.add(HTMLTags.space)
            html.element(HTMLTags.url, text: request.url)
        }
        for hop in record.hops {
            html.element("p", class: "facts") { html in
                html.add(text: "redirected by \(hop.status) to \(hop.method) ")
                html.element("code", class: "url", text: hop.url)
            }
        }
        append(request.headers, &repeats.requestHeaders, to: &html)
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

    private func append(
        _ headers: HTTPHeaders, _ table: inout HTMLHeaderTable, to html: inout HTML
    ) {
        if options.omitsHeaders || headers.fields.isEmpty { return }
        html.element(HTMLTags.headers) { html in
            html.element(HTMLTags.summary) { html in
                html.add("Headers ")
                html.element(HTMLTags.captionFacts) { $0.add(number: headers.fields.count) }
            }
            html.element(HTMLTags.table) { table.append(headers, to: &$0) }
        }
    }

    // MARK: Response

    private func append(_ response: HTTPResponse, to html: inout HTML) {
        html.element(HTMLTags.heading, text: "Response")
        html.element(HTMLTags.line) { html in
            HTMLItemWriter.appendStatus(response.status, reason: response.reason, to: &html)
            html.add(HTMLTags.space)
            let size = HumanUnits.size(response.headerSize + response.downloadedSize)
            html.element(
                HTMLTags.shortFacts,
                text: "HTTP/\(response.version), \(size), \(time(response.timings.total))")
        }
        append(response.timings, to: &html)
        append(response.headers, &repeats.responseHeaders, to: &html)
        guard showsBodies, !options.omitsResponseBodies else { return }
        if response.bodySize == 0 {
            html.element("p", class: "cut", text: "The body is empty.")
        } else {
            HTMLBody(of: response, limit: options.bodySize).append(to: &html)
        }
    }

    /// Adds the phases as one bar, with their times below it.
    private func append(_ timings: HTTPTimings, to html: inout HTML) {
        let times = Self.times(timings)
        let phases = times.indices.filter { times[$0] > .zero }
        if phases.isEmpty { return }
        html.element(HTMLTags.phases) { html in
            html.element(HTMLTags.phaseBar) { html in
                for phase in phases {
                    let width = Int(min(max(1, times[phase].milliseconds * 1_000), 1e12))
                    html.element(HTMLTags.phaseBars[phase], number: width, text: "")
                }
            }
            html.element(HTMLTags.list) { html in
                for phase in phases {
                    html.element(HTMLTags.phaseItems[phase]) { html in
                        html.add(HTMLTags.phaseNames[phase])
                        html.add(time: times[phase])
                    }
                }
            }
        }
    }

    /// The times of the phases, in the order of ``HTMLTags/phaseNames``.
    private static func times(_ timings: HTTPTimings) -> [Duration] {
        [
            timings.prepare, timings.wait, timings.nameLookup, timings.connect,
            timings.secureHandshake, timings.firstByte, timings.download, timings.process,
        ]
    }

    private func time(_ duration: Duration) -> String { HumanUnits.time(duration) }
}
