import CharsetDecoding
import CollectionModel
import HTTPModel
import JSON
import RunModel
import TextEncoding

/// Requests and responses in the form of Newman's report.
struct JSONExchange {
    /// Whether bodies are told.
    let showsBodies: Bool
    /// Whether the body of a response is a buffer of Node's, as an array of bytes.
    let usesBuffers: Bool
    /// When the request was made, in seconds since 1970.
    let now: Double

    /// A request of a script or of authentication with what came of it.
    func json(_ record: RequestRecord) -> JSONValue {
        .object([("origin", .string(record.origin.rawValue))] + members(of: record))
    }

    /// What an execution has of a request.
    func members(of record: RequestRecord) -> [(String, JSONValue)] {
        var members = [("request", json(record.request))]
        if let response = record.response { members.append(("response", json(response))) }
        if let failure = record.failure {
            members.append(("requestError", JSONFailure.error(failure)))
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

    private func json(_ request: HTTPRequest) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("url", DefinitionWriter.json(URLDefinition(parsing: request.url))),
            ("header", Self.json(request.headers)), ("method", .string(request.method)),
        ]
        if showsBodies, let body = request.body { members.append(("body", Self.json(body))) }
        return .object(members)
    }

    private static func json(_ headers: HTTPHeaders) -> JSONValue {
        .array(
            headers.fields.map {
                .object([("key", .string($0.name)), ("value", .string($0.value))])
            })
    }

    /// A body as the text that it is, in the form of the collection's; files by their names.
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
        var members: [(String, JSONValue)] = [
            ("status", .string(response.reason)), ("code", .number(Double(response.status))),
            ("header", Self.json(response.headers)),
        ]
        if showsBodies { members += body(of: response) }
        members += [
            ("cookie", .array(response.setCookies(now: now).map(Self.json))),
            ("responseTime", .number(response.timings.total.milliseconds.rounded())),
            ("responseSize", .number(Double(response.bodySize))),
            ("timings", Self.json(response.timings)),
        ]
        return .object(members)
    }

    private func body(of response: HTTPResponse) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)]
        if usesBuffers {
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

    /// The phases under Newman's names, in milliseconds.
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
