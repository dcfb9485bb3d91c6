import CharsetDecoding
import HTTPModel

/// The first part of a body as text.
enum BodyExcerpt {
    /// Decodes at most `limit` bytes, cut between characters; nil if the bytes are not text.
    static func text(_ body: [UInt8], limit: Int) -> String? {
        var end = min(body.count, limit)
        if end < body.count {
            while end > 0, body[end] & 0xC0 == 0x80 { end -= 1 }
        }
        let part = body[..<end]
        if part.contains(0) { return nil }
        return String(validating: part, as: UTF8.self)
    }

    /// Decodes the start of a response's body in the charset that the response names.
    static func text(of response: HTTPResponse, limit: Int) -> String? {
        guard let charset = ContentTypeHeader(response.headers).charset,
            !["utf-8", "utf8"].contains(charset.lowercased())
        else { return text(response.body, limit: limit) }
        var text = BodyText.decode(response.body.prefix(limit), charset: charset)
        // The cut may have gone through a character.
        if response.body.count > limit, text.unicodeScalars.last == "\u{FFFD}" {
            text.unicodeScalars.removeLast()
        }
        return text.unicodeScalars.contains("\0") ? nil : text
    }
}
