import HTTPModel
import TextEncoding

/// The header lines of one request exactly as they are sent: those of the request, and those that
/// the transport adds.
///
/// libcurl adds only `Proxy-Authorization`, which is for the proxy alone. If the request has no
/// `Host`, it comes first, as RFC 9110 §7.2 asks.
enum WireHeaders {
    /// The lines in the order of the wire; those of `withheld` are not added.
    ///
    /// `last` are the lines of another request, which were found right: those that are the same are
    /// not looked at again.
    static func lines(
        of request: HTTPRequest, to url: TargetURL, cookie: String?, withheld: Set<String>,
        last: [HTTPField]
    ) throws(TransportError) -> [HTTPField] {
        try checkMethod(of: request)
        let given = request.headers
        var lines: [HTTPField] = []
        lines.reserveCapacity(given.fields.count + 3)
        if !given.contains("Host"), !withheld.contains("host") {
            lines.append(HTTPField(name: "Host", value: url.authority, isSystem: true))
        }
        var awaitsCookie = cookie != nil
        var rest = last[...]
        for field in given.fields {
            if let cookie, awaitsCookie, HTTPHeaders.same(field.name, "Cookie") {
                lines.append(joining(try checked(field, of: request), cookie))
                awaitsCookie = false
            } else if let known = rest.prefix(8).firstIndex(of: field) {
                // Those that follow each other do so in both; a search to the end would cost more.
                rest = rest[(known + 1)...]
                lines.append(field)
            } else {
                lines.append(try checked(field, of: request))
            }
        }
        if !withheld.contains("content-length"), let length = contentLength(of: request) {
            lines.append(
                HTTPField(name: "Content-Length", value: String(length), isSystem: true))
        }
        if let cookie, awaitsCookie {
            // Newman counts the bytes of a form with files only after it has added the cookies.
            let isLast = !isForm(given)
            let hasLength = lines.last?.name == "Content-Length"
            lines.insert(
                HTTPField(
                    name: "Cookie", value: cookie, keepsUTF8: keepsUTF8(cookie), isSystem: true),
                at: isLast || !hasLength ? lines.count : lines.count - 1)
        }
        return lines
    }

    /// The author's line of cookies, with those of the jar behind them, as in Newman.
    private static func joining(_ field: HTTPField, _ cookies: String) -> HTTPField {
        HTTPField(
            name: field.name, value: field.value.isEmpty ? cookies : "\(field.value); \(cookies)",
            keepsUTF8: keepsUTF8(cookies))
    }

    /// Whether the body is a form that may have files.
    static func isForm(_ headers: HTTPHeaders) -> Bool {
        ContentTypeHeader(headers).mediaType == "multipart/form-data"
    }

    /// Whether cookies of the jar have other characters than ASCII, which servers sent in UTF-8.
    private static func keepsUTF8(_ cookies: String) -> Bool {
        !cookies.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Gives the lines that the transport adds the places that they had in the last hop.
    ///
    /// What a redirect adds comes after them, as in Newman. Only the length of a form is counted
    /// again, after everything else. `moved` names a line that has another
    /// place than in the last hop.
    static func keepPlaces(
        in lines: inout [HTTPField], from last: [HTTPField], except moved: String?
    ) {
        func place(of name: String, in lines: [HTTPField]) -> Int? {
            lines.firstIndex { HTTPHeaders.same($0.name, name) }
        }
        for name in isForm(HTTPHeaders(lines)) ? ["Cookie"] : ["Content-Length", "Cookie"] {
            guard let before = place(of: name, in: last), let index = place(of: name, in: lines)
            else { continue }
            let line = lines.remove(at: index)
            let anchor = last[..<before].last { field in
                moved.map { !HTTPHeaders.same($0, field.name) } ?? true
                    && place(of: field.name, in: lines) != nil
            }
            let target = anchor.flatMap { place(of: $0.name, in: lines) }.map { $0 + 1 } ?? 0
            lines.insert(line, at: target)
        }
    }

    /// The `Content-Length` that the request needs and does not carry already.
    private static func contentLength(of request: HTTPRequest) -> Int? {
        if request.headers.contains("Content-Length") || isChunked(request) { return nil }
        return request.body?.count ?? (sendsLengthOfNothing(request.method) ? 0 : nil)
    }

    /// Whether the author's own `Content-Length` is not the body's, or there is none for it, so
    /// that what follows on the connection would be misunderstood.
    static func misstatesLength(_ request: HTTPRequest, withheld: Set<String>) -> Bool {
        guard let length = request.headers["Content-Length"] else {
            return request.body != nil && withheld.contains("content-length")
                && !isChunked(request)
        }
        return Int(length) != (request.body?.count ?? 0)
    }

    /// Whether the author asks for the chunked coding.
    static func isChunked(_ request: HTTPRequest) -> Bool {
        request.headers["Transfer-Encoding"]?.lowercased().hasSuffix("chunked") ?? false
    }

    /// Whether `Content-Length: 0` is sent if there is no body, as Newman's HTTP layer does.
    static func sendsLengthOfNothing(_ method: String) -> Bool {
        !["GET", "HEAD", "TRACE", "DELETE", "OPTIONS", "CONNECT"].contains(method)
    }

    // MARK: - What HTTP cannot carry

    private static let invalidToken = TransportError.Cause(code: "ERR_INVALID_HTTP_TOKEN")

    private static func checkMethod(of request: HTTPRequest) throws(TransportError) {
        guard isToken(request.method) else {
            throw TransportError(
                .invalidRequest, "method '\(printable(request.method))' is not an HTTP token",
                url: request.url, cause: invalidToken)
        }
    }

    /// The line as it is sent, without blanks around its value.
    private static func checked(
        _ field: HTTPField, of request: HTTPRequest
    ) throws(TransportError) -> HTTPField {
        guard isToken(field.name) else {
            throw TransportError(
                .invalidRequest, "header name '\(printable(field.name))' is not an HTTP token",
                url: request.url, cause: invalidToken)
        }
        // A line break in a value would smuggle in another header, or another request.
        if field.value.hasByte(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
            throw TransportError(
                .invalidRequest,
                "the value of header '\(field.name)' holds a line break or a null character",
                url: request.url)
        }
        var field = field
        field.value = withoutOuterBlanks(field.value)
        return field
    }

    /// Whether the text is a token (RFC 9110 §5.6.2).
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && !text.hasByte { !isTokenByte($0) }
    }

    /// Whether the byte is a digit, a letter or one of ``!#$%&'*+-.^_`|~``.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        // A bit for each character of the two halves of ASCII.
        let half: UInt64 = byte < 0x40 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
        return byte < 0x80 && half >> (byte & 0x3F) & 1 == 1
    }

    private static func withoutOuterBlanks(_ value: String) -> String {
        let bytes = value.utf8.withoutOuterBlanks
        return bytes.count == value.utf8.count ? value : String(Substring(bytes))
    }

    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? "�" : $0 }))
    }
}
