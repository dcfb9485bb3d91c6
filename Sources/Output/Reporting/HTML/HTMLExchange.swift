import HTTPModel
import RunModel

/// A request and the answer to it, as an item's details show them.
struct HTMLExchange {
    let record: RequestRecord
    let options: HTMLReport.Options
    /// Whether its bodies are shown.
    let showsBodies: Bool

    func append(to html: inout HTML) {
        appendRequest(to: &html)
        if let failure = record.failure {
            html.add("<h4>No response")
            if let waited = record.waited { html.add(text: " after \(HumanUnits.time(waited))") }
            html.add("</h4>")
            HTMLFailure(failure).append(to: &html)
        }
        if let response = record.response { append(response, to: &html) }
    }

    // MARK: Request

    private func appendRequest(to html: inout HTML) {
        let request = record.request
        html.add("<h4>Request</h4><p class=\"line\">")
        HTMLItemWriter.appendMethod(request.method, to: &html)
        html.add(" <code class=\"url\">")
        html.add(text: request.url)
        html.add("</code></p>")
        for hop in record.hops {
            html.add("<p class=\"facts\">")
            html.add(text: "redirected by status \(hop.status) to \(hop.method) ")
            html.add("<code class=\"url\">")
            html.add(text: hop.url)
            html.add("</code></p>")
        }
        append(request.headers, to: &html)
        guard let body = request.body, showsBodies, body.count > 0 else { return }
        let type = HTMLBody.mediaType(request.headers)
        var left = options.bodySize
        for piece in body.pieces {
            switch piece {
            case .bytes(let bytes) where bytes.isEmpty: continue
            case .bytes(let bytes):
                HTMLBody(bytes, type: type, limit: max(0, left)).append(to: &html)
                left -= bytes.count
            case .file(let path, let size):
                html.add("<figure><figcaption>Body <span>the file ")
                html.add(text: "'\(path)', \(HumanUnits.size(size))")
                html.add("</span></figcaption></figure>")
            }
        }
    }

    private func append(_ headers: HTTPHeaders, to html: inout HTML) {
        if options.omitsHeaders || headers.fields.isEmpty { return }
        html.add("<details class=\"headers\"><summary>Headers <span>")
        html.add(number: headers.fields.count)
        html.add("</span></summary><table>")
        for field in headers.fields {
            html.add("<tr><th scope=\"row\">")
            html.add(text: field.name)
            html.add("</th><td>")
            html.add(text: field.value)
            html.add("</td></tr>")
        }
        html.add("</table></details>")
    }

    // MARK: Response

    private func append(_ response: HTTPResponse, to html: inout HTML) {
        html.add("<h4>Response</h4><p class=\"line\">")
        HTMLItemWriter.appendStatus(response.status, reason: response.reason, to: &html)
        html.add(" <span class=\"facts\">")
        let size = HumanUnits.size(response.headerSize + response.downloadedSize)
        html.add(text: "HTTP/\(response.version), \(size), \(time(response.timings.total))")
        html.add("</span></p>")
        append(response.timings, to: &html)
        append(response.headers, to: &html)
        guard showsBodies else { return }
        if response.bodySize == 0 {
            html.add("<p class=\"cut\">The body is empty.</p>")
        } else {
            HTMLBody(of: response, limit: options.bodySize).append(to: &html)
        }
    }

    /// The phases as one bar, and their times beneath it.
    private func append(_ timings: HTTPTimings, to html: inout HTML) {
        let phases = Self.phases(timings).filter { $0.time > .zero }
        if phases.isEmpty { return }
        html.add("<div class=\"phases\"><p class=\"bar\" aria-hidden=\"true\">")
        for phase in phases {
            html.add("<i class=\"")
            html.add(phase.mark)
            html.add("\" style=\"flex-grow:")
            html.add(number: max(1, Int(phase.time.milliseconds * 1_000)))
            html.add("\"></i>")
        }
        html.add("</p><ul>")
        for phase in phases {
            html.add("<li class=\"")
            html.add(phase.mark)
            html.add("\">")
            html.add(text: "\(phase.name) \(time(phase.time))")
            html.add("</li>")
        }
        html.add("</ul></div>")
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

/// An error with its place and stack.
struct HTMLFailure {
    let failure: Failure
    let place: String?

    /// The most characters that are shown of a message or stack.
    private static let longest = 20_000

    init(_ failure: Failure, at place: String? = nil) {
        self.failure = failure
        self.place = place
    }

    func append(to html: inout HTML) {
        html.add("<pre class=\"failure\" tabindex=\"0\">\n")
        let headline = "\(failure.name): \(failure.message)"
        html.add(text: Self.clipped(headline, to: Self.longest))
        // A stack begins with the message.
        if let stack = failure.stack?.trimmingPrefix(headline), !stack.isEmpty {
            html.add(stack.first == "\n" ? "<small>" : "\n<small>")
            html.add(text: Self.clipped(String(stack), to: Self.longest))
            html.add("</small>")
        }
        html.add("</pre>")
        guard let place else { return }
        html.add("<p class=\"facts\">")
        html.add(text: place)
        html.add("</p>")
    }

    /// The text, cut where it is too long.
    static func clipped(_ text: String, to limit: Int) -> String {
        if text.utf8.count <= limit { return text }
        let start = text.prefix(limit)
        return start.utf8.count < text.utf8.count ? start + "…" : text
    }
}
