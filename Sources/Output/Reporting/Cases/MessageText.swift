import HTTPModel
import RunModel

/// A request or a response as text: its first line, its headers, and the start of its body.
enum MessageText {
    private static let bodyBytes = 65_536

    /// The request as it was sent.
    static func request(_ record: RequestRecord) -> String {
        let request = record.request
        var bytes: [UInt8] = []
        for piece in request.body?.pieces ?? [] where bytes.count < bodyBytes {
            switch piece {
            case .bytes(let part): bytes += part.prefix(bodyBytes)
            case .file(let path, let size): bytes += "<\(path), \(size) bytes>".utf8
            }
        }
        let body = BodyExcerpt.text(bytes, limit: bodyBytes)
        return head(ExchangeText.request(record), request.headers)
            + self.body(body, total: request.body?.count ?? 0)
    }

    /// The response with the redirects before it; nil if none arrived.
    static func response(_ record: RequestRecord) -> String? {
        guard let response = record.response else { return nil }
        let hops = record.hops.map { "redirected by \(ExchangeText.hop($0))\n" }.joined()
        let body = BodyExcerpt.text(of: response, limit: bodyBytes)
        return hops + head(ExchangeText.answer(response), response.headers)
            + self.body(body, total: response.bodySize)
    }

    private static func head(_ line: String, _ headers: HTTPHeaders) -> String {
        "\(line)\n" + headers.fields.map { "\($0.name): \($0.value)\n" }.joined()
    }

    private static func body(_ text: String?, total: Int) -> String {
        if total == 0 { return "" }
        guard let text else { return "\n<\(HumanUnits.size(total)), not text>\n" }
        let cut = text.utf8.count < total
        let rest = "(the first \(HumanUnits.size(text.utf8.count)) of \(HumanUnits.size(total)))\n"
        return "\n\(text)\n" + (cut ? rest : "")
    }
}
