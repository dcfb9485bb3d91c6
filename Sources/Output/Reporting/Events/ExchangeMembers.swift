import HTTPModel
import JSON
import TextEncoding

// The members of requests and responses.

extension HTTPRequest: EventObject {
    static var blank: HTTPRequest { HTTPRequest(method: "", url: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("method", &method)
        try visitor.member("url", &url)
        try visitor.member("headers", &headers.fields)
        var pieces = body?.pieces
        try visitor.member("body", &pieces)
        body = pieces.map(HTTPBody.init(pieces:))
    }
}

extension HTTPResponse: EventObject {
    static var blank: HTTPResponse { HTTPResponse(status: 0, version: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("status", &status)
        try visitor.member("reason", &reason)
        try visitor.member("version", &version)
        try visitor.member("url", &url)
        try visitor.member("headers", &headers.fields)
        var content = EventBytes(bytes: body)
        try visitor.member("body", &content)
        body = content.bytes
        try visitor.member("bodySize", &bodySize)
        try visitor.member("headerSize", &headerSize)
        try visitor.member("downloadedSize", &downloadedSize)
        try visitor.member("timings", &timings)
    }
}

extension HTTPField: EventObject {
    static var blank: HTTPField { HTTPField(name: "", value: "") }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("name", &name)
        try visitor.member("value", &value)
        try visitor.member("system", &isSystem, usually: false)
    }
}

extension HTTPTimings: EventObject {
    static var blank: HTTPTimings { HTTPTimings() }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("prepare", &prepare)
        try visitor.member("wait", &wait)
        try visitor.member("dnsLookup", &nameLookup)
        try visitor.member("tcpHandshake", &connect)
        try visitor.member("tlsHandshake", &secureHandshake)
        try visitor.member("firstByte", &firstByte)
        try visitor.member("download", &download)
        try visitor.member("process", &process)
        try visitor.member("total", &total)
    }
}

// MARK: - Bytes

/// Bytes of a body: an object with `text` if they are UTF-8, else with `base64`.
struct EventBytes: EventValue {
    var bytes: [UInt8]

    func write(to writer: inout MemberWriter) {
        writer.object { writer in
            if let text = String(validating: bytes, as: UTF8.self) {
                writer.put("text", text)
            } else {
                writer.put("base64", Base64.encode(bytes))
            }
        }
    }

    static func read(_ json: JSONValue) throws(EventFault) -> EventBytes {
        var reader = try EventReader(json)
        if let text: String = try reader.getOptional("text") {
            return EventBytes(bytes: Array(text.utf8))
        }
        let digits: String = try reader.get("base64")
        guard let bytes = Base64.decode(digits) else {
            throw EventFault("the text is not base64", at: json)
        }
        return EventBytes(bytes: bytes)
    }
}

/// A piece of a body: its bytes, or an object with the path of a `file` and its `size`.
extension HTTPBody.Piece: EventValue {
    func write(to writer: inout MemberWriter) {
        switch self {
        case .bytes(let bytes): EventBytes(bytes: bytes).write(to: &writer)
        case .file(let path, let size):
            writer.object { writer in
                writer.put("file", path)
                writer.put("size", size)
            }
        }
    }

    static func read(_ json: JSONValue) throws(EventFault) -> HTTPBody.Piece {
        guard json["file"] != nil else { return .bytes(try EventBytes.read(json).bytes) }
        var reader = try EventReader(json)
        return .file(path: try reader.get("file"), size: try reader.get("size"))
    }
}

// MARK: - Durations

/// Milliseconds with up to fifteen decimal places: nothing is rounded.
extension Duration: EventValue {
    private static let attosecondsPerMillisecond = 1_000_000_000_000_000

    func write(to writer: inout MemberWriter) {
        let seconds = components.seconds.magnitude
        let (milliseconds, rest) = Int(components.attoseconds.magnitude)
            .quotientAndRemainder(dividingBy: Self.attosecondsPerMillisecond)
        if self < .zero { writer.literal("-") }
        if seconds > 0 { writer.literal(String(seconds)) }
        writer.literal(DecimalDigits.encode(milliseconds, width: seconds > 0 ? 3 : 1))
        if rest == 0 { return }
        writer.literal(".")
        writer.literal(DecimalDigits.encode(rest, width: 15))
        while writer.bytes.last == UInt8(ascii: "0") { writer.bytes.removeLast() }
    }

    static func read(_ json: JSONValue) throws(EventFault) -> Duration {
        guard case .number(let number) = json.kind else { throw .expected("a number", json) }
        guard number.double.magnitude < 1e15 else {
            throw EventFault("the duration \(number.literal) is out of range", at: json)
        }
        return exact(number.literal) ?? .milliseconds(number.double)
    }

    /// Reads a duration from digits; nil if they have an exponent, or are too many.
    private static func exact(_ literal: String) -> Duration? {
        let bytes = literal.utf8.span
        let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
        var (whole, rest, decimals) = (Int64(0), Int64(0), Int?.none)
        for index in (isNegative ? 1 : 0)..<bytes.count {
            if bytes[index] == UInt8(ascii: "."), decimals == nil {
                decimals = 0
                continue
            }
            let digit = Int64(bytes[index]) - Int64(UInt8(ascii: "0"))
            guard (0...9).contains(digit), decimals ?? 0 < 15, whole < 1_000_000_000_000_000
            else { return nil }
            if let count = decimals {
                rest = rest * 10 + digit
                decimals = count + 1
            } else {
                whole = whole * 10 + digit
            }
        }
        for _ in (decimals ?? 0)..<15 { rest *= 10 }
        let duration = Duration(
            secondsComponent: whole / 1_000,
            attosecondsComponent: whole % 1_000 * Int64(attosecondsPerMillisecond) + rest)
        return isNegative ? .zero - duration : duration
    }
}
