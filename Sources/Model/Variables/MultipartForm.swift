import HTTPModel

/// A `multipart/form-data` body in the making (RFC 7578); files stay on disk.
struct MultipartForm {
    let boundary: String
    private var pieces: [HTTPBody.Piece] = []
    private var pending: [UInt8] = []

    /// Whether it has no part.
    var isEmpty: Bool { pieces.isEmpty && pending.isEmpty }

    init(boundary: String) {
        self.boundary = boundary
    }

    /// Adds a part; one without a file name or a content type says nothing about it.
    mutating func add(
        _ piece: HTTPBody.Piece, name: String, fileName: String?, contentType: String?
    ) {
        open(name, fileName: fileName, contentType: contentType)
        switch piece {
        case .bytes(let bytes): pending += bytes
        case .file:
            pieces.append(.bytes(pending))
            pieces.append(piece)
            pending = []
        }
        pending += "\r\n".utf8
    }

    /// The whole body with its closing boundary.
    consuming func finished() -> HTTPBody {
        pending += "--\(boundary)--\r\n".utf8
        return HTTPBody(pieces: pieces + [.bytes(pending)])
    }

    private mutating func open(_ name: String, fileName: String?, contentType: String?) {
        pending += "--\(boundary)\r\n".utf8
        pending += "Content-Disposition: form-data; name=\"\(Self.escaped(name))\"".utf8
        if let fileName { pending += "; filename=\"\(Self.escaped(fileName))\"".utf8 }
        pending += "\r\n".utf8
        if let contentType, !contentType.isEmpty {
            pending += "Content-Type: \(contentType.filter { !$0.isNewline })\r\n".utf8
        }
        pending += "\r\n".utf8
    }

    /// What would end the quoted name or the line is percent-encoded, as browsers do.
    private static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": text += "%22"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
