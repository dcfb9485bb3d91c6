import HTTPModel
import JSON
import TextEncoding

/// The body of a request in Newman's report: in the collection's mode, with the values that were
/// sent.
struct NewmanBody {
    /// The request as it was sent.
    let request: HTTPRequest
    /// The body in the collection, with variables unresolved.
    let definition: JSONValue?

    /// The body, or nil if the request has none.
    var json: JSONValue? {
        guard let body = request.body else { return definition }
        let mode = definition?["mode"]?.string ?? mode(of: body)
        let value: JSONValue? =
            switch mode {
            case "urlencoded": urlencoded(body)
            case "formdata": formdata(body)
            case "graphql": graphql(body)
            case "file": Self.file(body)
            default: nil
            }
        guard let value else { return nil }
        return .object([("mode", .string(mode)), (mode, value)])
    }

    private func mode(of body: HTTPBody) -> String {
        let type = HTMLBody.mediaType(request.headers)
        if type == "application/x-www-form-urlencoded" { return "urlencoded" }
        if type == "multipart/form-data" { return "formdata" }
        if body.pieces.count == 1, case .file = body.pieces[0] { return "file" }
        return "raw"
    }

    // MARK: Modes

    private func urlencoded(_ body: HTTPBody) -> JSONValue? {
        guard let text = Self.text(body) else { return nil }
        return .array(
            FormText(text).pairs.map {
                .object([("key", .string($0.name)), ("value", .string($0.value))])
            })
    }

    private func graphql(_ body: HTTPBody) -> JSONValue? {
        guard let text = Self.text(body), let sent = try? JSONParser.parse(text),
            var members = sent.object
        else { return nil }
        if let variables = members["variables"], variables.string == nil {
            members["variables"] = .string(JSONWriter.compact(variables))
        }
        // Variables without text are not sent, but Newman reports them.
        if members["variables"] == nil, let text = definition?["graphql"]?["variables"]?.string,
            text.trimmed.isEmpty
        {
            members["variables"] = .string(text)
        }
        return JSONValue(.object(members))
    }

    private static func file(_ body: HTTPBody) -> JSONValue? {
        guard body.pieces.count == 1, case .file(let path, _) = body.pieces[0] else { return nil }
        return .object([("src", .string(path))])
    }

    private func formdata(_ body: HTTPBody) -> JSONValue? {
        guard let type = request.headers["Content-Type"],
            let start = type.firstRange(of: "boundary=")?.upperBound
        else { return nil }
        let boundary = type[start...].prefix { $0 != ";" }.filter { $0 != "\"" }
        var files: [String] = []
        var text = ""
        for piece in body.pieces {
            switch piece {
            case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
            case .file(let path, _):
                files.append(path)
                text += Self.fileMark
            }
        }
        return .array(
            text.split(separator: "--\(boundary)").compactMap { Self.part($0, files: &files) })
    }

    /// The content of a part whose file is not in memory.
    private static let fileMark = "\u{0}file\u{0}"

    /// Reads a part that is between two boundaries.
    private static func part(_ text: Substring, files: inout [String]) -> JSONValue? {
        guard let head = text.firstRange(of: "\r\n\r\n"),
            let name = name(in: text[..<head.lowerBound])
        else { return nil }
        var content = text[head.upperBound...]
        if content.last == "\r\n" { content.removeLast() }
        if content == fileMark, !files.isEmpty {
            return .object([
                ("key", .string(name)), ("type", .string("file")),
                ("src", .string(files.removeFirst())),
            ])
        }
        return .object([
            ("key", .string(name)), ("value", .string(String(content))), ("type", .string("text")),
        ])
    }

    private static func name(in head: Substring) -> String? {
        guard let start = head.firstRange(of: " name=\"")?.upperBound else { return nil }
        return String(head[start...].prefix { $0 != "\"" })
    }

    private static func text(_ body: HTTPBody) -> String? {
        guard body.pieces.count == 1, case .bytes(let bytes) = body.pieces[0] else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
