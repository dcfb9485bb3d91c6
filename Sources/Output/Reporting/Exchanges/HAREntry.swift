import HTTPModel
import JSON
import RunModel
import TextEncoding

/// One exchange as an entry of an HTTP archive (HAR 1.2).
struct HAREntry {
    let record: RequestRecord
    /// The item that sent it.
    let name: String
    /// When it began, in seconds since 1970.
    let now: Double

    /// The entry.
    var json: JSONValue {
        var members: [(String, JSONValue)] = [
            ("startedDateTime", .string(Timestamp.iso8601(now))),
            ("time", Self.number(record.duration)),
            ("request", request(record.request)),
            ("response", record.response.map(response) ?? Self.noResponse),
            ("cache", .object([])),
            ("timings", Self.timings(record.response?.timings)),
            ("comment", .string(name)),
        ]
        if let failure = record.failure { members.append(("_error", .string(failure.message))) }
        return .object(members)
    }

    // MARK: Request

    private func request(_ request: HTTPRequest) -> JSONValue {
        let query = request.url.firstIndex(of: "?").map { request.url[$0...].dropFirst() } ?? ""
        var members: [(String, JSONValue)] = [
            ("method", .string(request.method)), ("url", .string(request.url)),
            ("httpVersion", .string(httpVersion)), ("cookies", .array([])),
            ("headers", Self.headers(request.headers)),
            ("queryString", Self.pairs(FormText(query).pairs.map { ($0.name, $0.value) })),
            ("headersSize", .number(-1)),
            ("bodySize", .number(Double(request.body?.count ?? 0))),
        ]
        if let body = request.body, body.count > 0 {
            members.append(
                (
                    "postData",
                    .object([
                        ("mimeType", .string(request.headers["Content-Type"] ?? "")),
                        ("text", .string(Self.text(body))),
                    ])
                ))
        }
        return .object(members)
    }

    private static func text(_ body: HTTPBody) -> String {
        var text = ""
        for piece in body.pieces {
            switch piece {
            case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
            case .file(let path, let size): text += "<file \(path), \(size) bytes>"
            }
        }
        return text
    }

    private var httpVersion: String { "HTTP/\(record.response?.version ?? "1.1")" }

    // MARK: Response

    private func response(_ response: HTTPResponse) -> JSONValue {
        .object([
            ("status", .number(Double(response.status))), ("statusText", .string(response.reason)),
            ("httpVersion", .string(httpVersion)),
            ("cookies", Self.pairs(response.setCookies(now: now).map { ($0.name, $0.value) })),
            ("headers", Self.headers(response.headers)), ("content", content(response)),
            ("redirectURL", .string(response.headers["Location"] ?? "")),
            ("headersSize", .number(Double(response.headerSize))),
            ("bodySize", .number(Double(response.downloadedSize))),
        ])
    }

    private func content(_ response: HTTPResponse) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("size", .number(Double(response.bodySize))),
            ("mimeType", .string(response.headers["Content-Type"] ?? "")),
        ]
        if let text = BodyExcerpt.text(of: response, limit: .max) {
            members.append(("text", .string(text)))
        } else {
            members.append(("text", .string(Base64.encode(response.body))))
            members.append(("encoding", .string("base64")))
        }
        return .object(members)
    }

    /// The response of a request that got none.
    private static let noResponse = JSONValue.object([
        ("status", .number(0)), ("statusText", .string("")), ("httpVersion", .string("")),
        ("cookies", .array([])), ("headers", .array([])),
        ("content", .object([("size", .number(0)), ("mimeType", .string(""))])),
        ("redirectURL", .string("")), ("headersSize", .number(-1)), ("bodySize", .number(-1)),
    ])

    // MARK: Parts

    private static func headers(_ headers: HTTPHeaders) -> JSONValue {
        pairs(headers.fields.map { ($0.name, $0.value) })
    }

    private static func pairs(_ pairs: [(String, String)]) -> JSONValue {
        .array(pairs.map { .object([("name", .string($0.0)), ("value", .string($0.1))]) })
    }

    private static func timings(_ timings: HTTPTimings?) -> JSONValue {
        let timings = timings ?? HTTPTimings()
        return .object([
            ("blocked", number(timings.wait)), ("dns", number(timings.nameLookup)),
            ("connect", number(timings.connect + timings.secureHandshake)),
            ("ssl", number(timings.secureHandshake)), ("send", .number(0)),
            ("wait", number(timings.firstByte)), ("receive", number(timings.download)),
        ])
    }

    private static func number(_ duration: Duration) -> JSONValue {
        .number((duration.milliseconds * 1_000).rounded() / 1_000)
    }
}
