import HTTPModel
import TextEncoding

/// How a body is shown: as text, as a picture, or by its size and type alone.
struct HTMLBody {
    /// The media type, in lower case and without parameters; empty where there is none.
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

    /// Takes as much of a response's body as is to be shown.
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

    /// The same of a part of a request's body that is in memory.
    init(_ bytes: [UInt8], type: String, limit: Int) {
        self.type = type
        size = bytes.count
        let text = BodyExcerpt.text(bytes, limit: limit).map { Array($0.utf8) }
        shown = Self.text(text, type, isCut: limit < bytes.count)
    }

    /// The media type of headers.
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
        html.add("<figure><figcaption>Body <span>")
        html.add(
            text: [type, HumanUnits.size(size)].filter { !$0.isEmpty }.joined(separator: ", "))
        html.add("</span></figcaption>")
        switch shown {
        case .text(let text, let isJSON, let isCut):
            html.add(isJSON ? "<pre class=\"json\" tabindex=\"0\">\n" : "<pre tabindex=\"0\">\n")
            html.add(text: text)
            html.add("</pre>")
            if isCut {
                html.add("<p class=\"cut\">Cut off here: the report does not hold all of it.</p>")
            }
        case .picture(let bytes):
            html.add("<img")
            html.attribute("alt", "the picture of the response")
            html.attribute("src", "data:\(type);base64,\(Base64.encode(bytes))")
            html.add(">")
        case .nothing:
            html.add("<p class=\"cut\">Not text, or too large a picture: not shown.</p>")
        }
        html.add("</figure>")
    }
}
