import HTTPModel
import TextEncoding

/// A body, shown as text, as a picture, or only by its size and type.
struct HTMLBody {
    /// The media type in lower case without parameters; empty if there is none.
    let type: String
    /// The bytes of the whole body.
    let size: Int
    private let shown: Shown

    private enum Shown {
        case text([UInt8], isJSON: Bool, isCut: Bool)
        case picture([UInt8])
        case nothing
    }

    private static let pictures: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/avif",
        "image/bmp", "image/x-icon", "image/vnd.microsoft.icon",
    ]

    /// Takes the part of a response's body that is shown.
    init(of response: HTTPResponse, limit: Int) {
        type = Self.mediaType(response.headers)
        size = response.bodySize
        if Self.pictures.contains(type), response.body.count == size, size <= limit {
            shown = .picture(response.body)
        } else if type.hasPrefix("image/"), type != "image/svg+xml" {
            shown = .nothing
        } else {
            let text = BodyExcerpt.text(of: response, limit: limit).map { Array($0.utf8) }
            shown = Self.text(text, type, isCut: min(response.body.count, limit) < size)
        }
    }

    /// Takes the part of a request's body that is shown.
    init(_ bytes: [UInt8], type: String, limit: Int) {
        self.type = type
        size = bytes.count
        let text = BodyExcerpt.text(bytes, limit: limit).map { Array($0.utf8) }
        shown = Self.text(text, type, isCut: limit < bytes.count)
    }

    /// Returns the media type of headers.
    static func mediaType(_ headers: HTTPHeaders) -> String {
        ContentTypeHeader(headers).mediaType
    }

    private static func text(_ text: [UInt8]?, _ type: String, isCut: Bool) -> Shown {
        guard let text else { return .nothing }
        let isTold = type.hasSuffix("/json") || type.hasSuffix("+json")
        guard isTold || type.isEmpty || type == "text/plain",
            isTold || text.first(where: { $0 > 0x20 }).map({ "{[".utf8.contains($0) }) == true,
            let laidOut = JSONIndenter.indent(text, isCut: isCut)
        else { return .text(text, isJSON: false, isCut: isCut) }
        return .text(laidOut, isJSON: true, isCut: isCut)
    }

    /// Adds the body.
    func append(to html: inout HTML) {
        html.element(HTMLTags.figure) { html in
            html.element(HTMLTags.caption) { html in
                let facts = [type, HumanUnits.size(size)].filter { !$0.isEmpty }
                html.add("Body ")
                html.element(HTMLTags.captionFacts, text: facts.joined(separator: ", "))
            }
            appendContent(to: &html)
        }
    }

    private func appendContent(to html: inout HTML) {
        switch shown {
        case .text(let text, let isJSON, let isCut):
            html.element(isJSON ? HTMLTags.json : HTMLTags.text) { html in
                html.add(HTMLTags.lineEnd)
                html.add(text: text)
            }
            guard isCut else { return }
            html.element(
                "p", class: "cut", text: "Cut off here: the report does not hold all of it.")
        case .picture(let bytes):
            html.void(
                "img", .init("alt", "the picture of the response"),
                .init("src", text: "data:\(type);base64,\(Base64.encode(bytes))"))
        case .nothing:
            html.element(
                "p", class: "cut", text: "Not text, or too large a picture: not shown.")
        }
    }
}
