import CharsetDecoding
import HTTPModel
import JSON
import RunModel
import TextEncoding

/// Requests and responses in the form of Newman's report.
struct JSONExchange {
    /// Whether bodies are reported.
    let showsBodies: Bool
    /// What the user wants of the report.
    let options: JSONReport.Options
    /// The item's request in the collection, with variables unresolved.
    let definition: JSONValue?
    /// A name of the item that no other one of the report has.
    let identity: String
    /// When the request was made, in seconds since 1970.
    let now: Double
    let repeats: JSONRepeats

    /// Whether bodies of requests are reported.
    var showsRequestBodies: Bool { showsBodies && !options.omitsRequestBodies }

    private var layout: JSONReport.Options.Layout { options.layout }

    /// Returns a request of a script or of authentication with its result.
    func json(_ record: RequestRecord) -> JSONValue {
        .object([("origin", .string(record.origin.rawValue))] + members(of: record))
    }

    /// The request of an item that has none: all of its members are empty.
    var noRequest: JSONValue {
        request(RequestRecord(origin: .item, request: HTTPRequest(method: "", url: "")))
    }

    /// Returns the members of an execution about a request.
    func members(of record: RequestRecord) -> [(String, JSONValue)] {
        var members = [("request", request(record))]
        if let response = record.response { members.append(("response", json(response))) }
        if let failure = record.failure {
            members.append(("requestError", JSONFailure.requestError(failure)))
        }
        if let waited = record.waited {
            members.append(("waited", .number(waited.milliseconds.rounded())))
        }
        if !record.hops.isEmpty {
            members.append(("redirects", .array(record.hops.map(Self.json))))
        }
        return members
    }

    private static func json(_ hop: RequestRecord.Hop) -> JSONValue {
        .object([
            ("code", .number(Double(hop.status))), ("method", .string(hop.method)),
            ("url", .string(hop.url)),
        ])
    }

    // MARK: Request

    private func request(_ record: RequestRecord) -> JSONValue {
        let request = record.request
        var members: [(String, JSONValue)] = [
            ("url", repeats.json(url: request.url)),
            (
                "header",
                options.omitsHeaders ? .array([]) : repeats.requestHeaders.json(request.headers)
            ),
            ("method", .string(request.method)),
        ]
        guard layout == .newman else {
            if showsRequestBodies, let body = request.body {
                members.append(("body", Self.json(body)))
            }
            return .object(members)
        }
        let own = record.origin == .item ? definition : nil
        for name in ["description", "auth"] {
            if let value = own?[name], !value.isNull { members.append((name, value)) }
        }
        if showsRequestBodies, let body = body(of: request, own?["body"]) {
            members.append(("body", body))
        }
        return .object(members)
    }

    /// The body in the collection's mode, or as text if it does not have the form of that mode.
    private func body(of request: HTTPRequest, _ definition: JSONValue?) -> JSONValue? {
        NewmanBody(request: request, definition: definition).json ?? request.body.map(Self.json)
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

    private func json(_ response: HTTPResponse) -> JSONValue {
        var members: [(String, JSONValue)] = []
        if layout == .newman {
            members.append(("id", .string(NewmanIdentifiers.uuid("response \(identity)"))))
        }
        members += [
            ("status", .string(response.reason)), ("code", .number(Double(response.status))),
            (
                "header",
                options.omitsHeaders ? .array([]) : repeats.responseHeaders.json(response.headers)
            ),
        ]
        if showsBodies, !options.omitsResponseBodies { members += body(of: response) }
        members += [
            (
                "cookie",
                .array(
                    options.omitsHeaders ? [] : response.setCookies(now: now).map(Self.json))
            ),
            ("responseTime", .number(response.timings.total.milliseconds.rounded())),
            ("responseSize", .number(Double(response.bodySize))),
            ("timings", Self.json(response.timings)),
        ]
        return .object(members)
    }

    private func body(of response: HTTPResponse) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)]
        if layout == .newman {
            let bytes = response.body.map { Self.numbers[Int($0)] }
            members = [("stream", .object([("type", .string("Buffer")), ("data", .array(bytes))]))]
        } else if let text = BodyExcerpt.text(of: response, limit: .max) {
            members = [("body", .string(text))]
        } else {
            members = [("bodyBase64", .string(Base64.encode(response.body)))]
        }
        if response.body.count < response.bodySize {
            members.append(("bodyTruncated", .boolean(true)))
        }
        return members
    }

    private static let numbers = (0...255).map { JSONValue.number(Double($0)) }

    private static func json(_ cookie: HTTPCookie) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(cookie.name)), ("value", .string(cookie.value)),
        ]
        if !cookie.domain.isEmpty { members.append(("domain", .string(cookie.domain))) }
        if !cookie.path.isEmpty { members.append(("path", .string(cookie.path))) }
        if let expires = cookie.expires {
            members.append(("expires", .string(Timestamp.iso8601(Double(expires)))))
        }
        members += [
            ("httpOnly", .boolean(cookie.isHTTPOnly)), ("secure", .boolean(cookie.isSecure)),
        ]
        return .object(members)
    }

    /// Returns the phases under Newman's names, in milliseconds.
    private static func json(_ timings: HTTPTimings) -> JSONValue {
        let phases = [
            ("prepare", timings.prepare), ("wait", timings.wait), ("dns", timings.nameLookup),
            ("tcp", timings.connect), ("secureHandshake", timings.secureHandshake),
            ("firstByte", timings.firstByte), ("download", timings.download),
            ("process", timings.process), ("total", timings.overall),
        ]
        return .object(
            phases.map { ($0, .number(($1.milliseconds * 1_000).rounded() / 1_000)) })
    }
}
