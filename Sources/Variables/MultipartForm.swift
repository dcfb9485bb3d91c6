import CollectionModel
import HTTPModel
import JSON

/// A `multipart/form-data` body in the making (RFC 7578); files stay on disk.
struct MultipartForm {
    let boundary: String
    /// Files that could not be read, as phrases for the user.
    var unreadable: [String] = []
    private var pieces: [HTTPBody.Piece] = []
    private var pending: [UInt8] = []

    init(boundary: String) {
        self.boundary = boundary
    }

    mutating func addText(_ field: FormParameter) {
        open(field, fileName: nil, contentType: field.contentType)
        pending += BodyBuilder.text(field.value).utf8
        pending += "\r\n".utf8
    }

    mutating func addFile(_ field: FormParameter, name: String, piece: HTTPBody.Piece) {
        open(field, fileName: name, contentType: field.contentType ?? MediaType.named(by: name))
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

    private mutating func open(_ field: FormParameter, fileName: String?, contentType: String?) {
        pending += "--\(boundary)\r\n".utf8
        pending += "Content-Disposition: form-data; name=\"\(Self.escaped(field.key))\"".utf8
        if let fileName { pending += "; filename=\"\(Self.escaped(fileName))\"".utf8 }
        pending += "\r\n".utf8
        if let contentType, !contentType.isEmpty {
            pending += "Content-Type: \(Self.escaped(contentType))\r\n".utf8
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

/// Media types by the ending of a file's name.
enum MediaType {
    /// The type of what is not known.
    static let unknown = "application/octet-stream"

    private static let types = [
        "avif": "image/avif", "bmp": "image/bmp", "css": "text/css", "csv": "text/csv",
        "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "gif": "image/gif", "gz": "application/gzip", "htm": "text/html", "html": "text/html",
        "ico": "image/vnd.microsoft.icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
        "js": "application/javascript", "json": "application/json", "md": "text/markdown",
        "mp3": "audio/mpeg", "mp4": "video/mp4", "ogg": "audio/ogg", "pdf": "application/pdf",
        "png": "image/png",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "svg": "image/svg+xml", "tar": "application/x-tar", "tif": "image/tiff",
        "tiff": "image/tiff", "txt": "text/plain", "wav": "audio/wav", "webm": "video/webm",
        "webp": "image/webp", "woff": "font/woff", "woff2": "font/woff2",
        "xls": "application/vnd.ms-excel",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml": "application/xml", "yaml": "text/yaml", "yml": "text/yaml", "zip": "application/zip",
    ]

    /// The type that the ending of the name stands for.
    static func named(by path: String) -> String {
        let name = lastComponent(path)
        guard let dot = name.lastIndex(of: ".") else { return unknown }
        return types[name[name.index(after: dot)...].lowercased()] ?? unknown
    }

    /// What follows the last slash.
    static func lastComponent(_ path: String) -> String {
        String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
    }
}
