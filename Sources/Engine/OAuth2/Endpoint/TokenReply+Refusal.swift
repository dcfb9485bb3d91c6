import Diagnostics
import HTTPModel
import JSON
import TextEncoding

/// Reads a refusal: by the members of the RFCs, else by those that other servers use.
extension TokenReply {
    /// The reply read as a refusal.
    func refusal(of form: TokenForm, sent: SentParameters, now: Double) -> OAuth2Refusal {
        var refusal = OAuth2Refusal(
            stage: form.stage, endpoint: form.endpoint.displayed, status: response.status,
            error: error, description: description, uri: text("error_uri"))
        let numbers = (values?["error_codes"]?.array ?? []).compactMap { value in
            value.number.flatMap { Int(exactly: $0) }
        }
        if !numbers.isEmpty { refusal.numbers = numbers }
        refusal.traceID = text("trace_id") ?? refusal.traceID
        refusal.correlationID = text("correlation_id") ?? refusal.correlationID
        refusal.timestamp = text("timestamp") ?? refusal.timestamp
        refusal.retryAfterSeconds = response.retryAfterSeconds(now: now)
        refusal.sent = sent
        refusal.body = bodyForm
        return refusal
    }

    private var bodyForm: OAuth2Refusal.Body {
        if Self.start(of: response.body) == nil { return .empty }
        let beginning = String(decoding: response.body.prefix(1000), as: UTF8.self).lowercased()
        return isMarkup && beginning.contains("<html") ? .page : .other
    }

    /// Whether the body is a page or XML.
    private var isMarkup: Bool { Self.start(of: response.body) == UInt8(ascii: "<") }

    /// The code of the RFCs; a code of the server's own decides nothing.
    private var error: String? {
        if let error = text("error") ?? values?["error"]?["code"]?.string { return error }
        return [ownCode, text("status"), typeAndNumber].compactMap { $0 }
            .first(where: ErrorCatalogue.isCode)
    }

    /// The code of Facebook, as `OAuthException 191`.
    private var typeAndNumber: String? {
        guard let error = values?["error"], let type = error["type"]?.string,
            let number = error["code"]?.number.flatMap({ Int(exactly: $0) })
        else { return nil }
        return "\(type) \(number)"
    }

    /// The code of an API such as Okta's, or of a gateway such as Apigee.
    private var ownCode: String? {
        text("errorCode") ?? text("ErrorCode")
            ?? values?["fault"]?["detail"]?["errorcode"]?.string
    }

    /// The explanation; if there is neither code nor explanation, what the body says.
    private var description: String? {
        if let text = text("error_description") { return text }
        let first = values?["errors"]?.array?.first
        let texts = [
            messageAndDetail, text("message"), text("errorSummary"), text("detail"),
            text("reason"), text("Error"), values?["fault"]?["faultstring"]?.string,
            first?["message"]?.string, first?["detail"]?.string, first?.string, text("errors"),
            text("title"),
        ]
        let found = texts.compactMap { $0 }.first { !$0.isEmpty }
        let code = ownCode.flatMap { $0 == error ? nil : $0 }
        let said = [code, found].compactMap { $0 }.joined(separator: ": ")
        if !said.isEmpty { return said }
        return error == nil ? excerpt : nil
    }

    /// The explanation in an object `error`, such as that of ServiceNow.
    private var messageAndDetail: String? {
        let error = values?["error"]
        let texts = [error?["message"]?.string, error?["detail"]?.string].compactMap { $0 }
        return texts.isEmpty ? nil : texts.joined(separator: ": ")
    }

    /// The most characters of a body that a message quotes.
    private static let quoted = 200

    /// The beginning of a body that is not understood: the title of a page, or the text.
    ///
    /// Values whose names suggest secrets are masked here, since nobody knows them.
    private var excerpt: String? {
        let body = String(decoding: response.body.prefix(1 << 16), as: UTF8.self)
        let text = isMarkup ? Self.title(of: body) ?? Self.text(of: body) : body
        let line = SecretExcerpt.masked(ShownText.harmless(text, limit: Self.quoted))
        return line.contains(where: \.isLetter) ? line : nil
    }

    /// The title of a page; nil if it has none.
    private static func title(of page: String) -> String? {
        guard let start = page.firstRange(of: "<title>") ?? page.firstRange(of: "<TITLE>") else {
            return nil
        }
        let rest = page[start.upperBound...]
        let title = rest.prefix { $0 != "<" }.trimmed
        return title.isEmpty ? nil : title
    }

    /// The text between the tags of a page or of XML.
    private static func text(of page: String) -> String {
        var text = ""
        var isTag = false
        for character in page {
            switch character {
            case "<":
                isTag = true
                text += " "
            case ">": isTag = false
            case _ where !isTag: text.append(character)
            default: break
            }
        }
        return text
    }
}
