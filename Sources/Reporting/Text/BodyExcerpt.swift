/// The first part of a body as text.
enum BodyExcerpt {
    /// Decodes at most `limit` bytes, cut between characters; nil where the bytes are not text.
    static func text(_ body: [UInt8], limit: Int) -> String? {
        var end = min(body.count, limit)
        if end < body.count {
            while end > 0, body[end] & 0xC0 == 0x80 { end -= 1 }
        }
        let part = body[..<end]
        if part.contains(0) { return nil }
        return String(validating: part, as: UTF8.self)
    }
}
