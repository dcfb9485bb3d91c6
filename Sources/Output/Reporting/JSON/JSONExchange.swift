import CharsetDecoding
import HTTPModel
import JSON
import RunModel
import TextEncoding

/// Requests and responses in the form of Newman's report.
struct JSONExchange {
    /// What only Newman's layout has.
    struct Original {
        /// The item's request in the collection, with variables unresolved.
        let definition: JSONValue?
        /// A name of the item that no other one of the report has.
        let identity: String
    }

    /// Whether bodies are reported.
    let showsBodies: Bool
    /// What the user wants of the report.
    let options: JSONReport.Options
    /// What Newman's layout adds; nil in the other layout.
    let original: Original?
    /// When the request was made, in seconds since 1970.
    let now: Double
    let repeats: JSONRepeats

    /// Whether bodies of requests are reported.
    var showsRequestBodies: Bool { showsBodies && !options.omitsRequestBodies }

    /// Writes a request of a script or of authentication with its result.
    func write(_ record: RequestRecord, to json: inout MemberWriter) {
        json.object { json in
            json.put("origin", record.origin)
            writeMembers(of: record, to: &json)
        }
    }

    /// Writes the request of an item that has none: all of its members are empty.
    func writeNoRequest(to json: inout MemberWriter) {
        write(
            request: RequestRecord(origin: .item, request: HTTPRequest(method: "", url: "")),
            to: &json)
    }

    /// Writes the members of an execution about a request.
    func writeMembers(of record: RequestRecord, to json: inout MemberWriter) {
        write(request: record, to: &json)
        if let response = record.response { write(response, to: &json) }
        if let failure = record.failure {
            json.put("requestError", JSONFailure.requestError(failure, options.layout))
        }
        if let waited = record.waited { json.put("waited", waited.milliseconds.rounded()) }
        if record.hops.isEmpty { return }
        json.put("redirects", record.hops) { json, hop in
            json.object { json in
                json.put("code", hop.status)
                json.put("method", hop.method)
                json.put("url", hop.url)
            }
        }
    }

    // MARK: Request

    private func write(request record: RequestRecord, to json: inout MemberWriter) {
        json.put("request") { json in
            let request = record.request
            json.put("url", literal: repeats.json(url: request.url))
            if options.omitsHeaders {
                json.put("header", [String]())
            } else {
                repeats.requestHeaders.write(
                    request.headers, marksSystem: original != nil, to: &json)
            }
            json.put("method", request.method)
            let own = record.origin == .item ? original?.definition : nil
            for name in ["description", "auth"] {
                if let value = own?[name], !value.isNull { json.put(name, value) }
            }
            if showsRequestBodies, let body = body(of: request, own?["body"]) {
                json.put("body", body)
            }
        }
    }

    /// The body as text, in Newman's layout in the collection's mode if it has the form of that
    /// mode.
    private func body(of request: HTTPRequest, _ definition: JSONValue?) -> JSONValue? {
        guard original != nil else { return request.body.map(Self.json) }
        return NewmanBody(request: request, definition: definition).json
            ?? request.body.map(Self.json)
    }

    /// Returns a body as text in the form of the collection; files are named.
    private static func json(_ body: HTTPBody) -> JSONValue {
        if body.pieces.count == 1, case .file(let path, _) = body.pieces[0] {
            return .object([
                ("mode", .string("file")), ("file", .object([("src", .string(path))])),
            ])
        }
        var bytes: [UInt8] = []
        for piece in body.pieces {
            switch piece {
            case .bytes(let part): bytes += part
            case .file(let path, let size): bytes += "<file \(path), \(size) bytes>".utf8
            }
        }
        guard let text = BodyExcerpt.text(bytes, limit: .max) else {
            return .object([
                ("mode", .string("raw")), ("rawBase64", .string(Base64.encode(bytes))),
            ])
        }
        return .object([("mode", .string("raw")), ("raw", .string(text))])
    }

    // MARK: Response

    private func write(_ response: HTTPResponse, to json: inout MemberWriter) {
        json.put("response") { json in
            if let original {
                json.put("id", NewmanIdentifiers.uuid("response \(original.identity)"))
            }
            json.put("status", response.reason)
            json.put("code", response.status)
            if options.omitsHeaders {
                json.put("header", [String]())
            } else {
                repeats.responseHeaders.write(response.headers, to: &json)
            }
            if showsBodies, !options.omitsResponseBodies { writeBody(of: response, to: &json) }
            let cookies = options.omitsHeaders ? [] : response.setCookies(now: now)
            json.put("cookie", cookies) { Self.write($1, to: &$0) }
            json.put("responseTime", response.timings.total.milliseconds.rounded())
            json.put("responseSize", response.bodySize)
            json.put("timings") { Self.writeMembers(of: response.timings, to: &$0) }
        }
    }

    private func writeBody(of response: HTTPResponse, to json: inout MemberWriter) {
        if original != nil {
            json.put("stream") { json in
                json.put("type", "Buffer")
                json.put("data", response.body) { $0.number(Int($1)) }
            }
        } else if let text = BodyExcerpt.text(of: response, limit: .max) {
            json.put("body", text)
        } else {
            json.put("bodyBase64", Base64.encode(response.body))
        }
        if response.body.count < response.bodySize { json.put("bodyTruncated", true) }
    }

    private static func write(_ cookie: HTTPCookie, to json: inout MemberWriter) {
        json.object { json in
            json.put("name", cookie.name)
            json.put("value", cookie.value)
            if !cookie.domain.isEmpty { json.put("domain", cookie.domain) }
            if !cookie.path.isEmpty { json.put("path", cookie.path) }
            if let expires = cookie.expires {
                json.put("expires", Timestamp.iso8601(Double(expires)))
            }
            json.put("httpOnly", cookie.isHTTPOnly)
            json.put("secure", cookie.isSecure)
        }
    }

    /// Writes the phases under Newman's names, in milliseconds.
    private static func writeMembers(of timings: HTTPTimings, to json: inout MemberWriter) {
        let phases = [
            ("prepare", timings.prepare), ("wait", timings.wait), ("dns", timings.nameLookup),
            ("tcp", timings.connect), ("secureHandshake", timings.secureHandshake),
            ("firstByte", timings.firstByte), ("download", timings.download),
            ("process", timings.process), ("total", timings.overall),
        ]
        for (name, time) in phases {
            json.put(name, rounded: time.milliseconds)
        }
    }
}
