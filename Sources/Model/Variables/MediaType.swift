/// Media types by the ending of a file's name.
///
/// The ones that IANA registered for what people upload, or the customary one if there is none;
/// if several are in use, the one that Postman's runtime sends.
enum MediaType {
    /// The type of what is not known.
    static let unknown = "application/octet-stream"

    /// The type that the ending of the name stands for, or nil.
    static func named(by path: String) -> String? {
        let name = lastComponent(path)
        guard let dot = name.lastIndex(of: ".") else { return nil }
        return types[name[name.index(after: dot)...].lowercased()]
    }

    /// What follows the last slash.
    static func lastComponent(_ path: String) -> String {
        String(path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
    }

    private static let openXML = "application/vnd.openxmlformats-officedocument."
    private static let openDocument = "application/vnd.oasis.opendocument."

    private static let types = [
        // Text and data
        "atom": "application/atom+xml", "cjs": "application/node", "conf": "text/plain",
        "css": "text/css", "csv": "text/csv", "dtd": "application/xml-dtd",
        "geojson": "application/geo+json", "graphql": "application/graphql",
        "har": "application/json", "htm": "text/html", "html": "text/html", "ics": "text/calendar",
        "ini": "text/plain", "js": "application/javascript", "json": "application/json",
        "json5": "application/json5", "jsonld": "application/ld+json",
        "kml": "application/vnd.google-earth.kml+xml", "log": "text/plain",
        "map": "application/json", "markdown": "text/markdown", "md": "text/markdown",
        "mjs": "application/javascript", "rss": "application/rss+xml", "rtf": "application/rtf",
        "sh": "application/x-sh", "sql": "application/x-sql", "text": "text/plain",
        "toml": "application/toml", "tsv": "text/tab-separated-values", "txt": "text/plain",
        "vcard": "text/vcard", "vcf": "text/x-vcard", "vtt": "text/vtt",
        "webmanifest": "application/manifest+json", "wsdl": "application/wsdl+xml",
        "xhtml": "application/xhtml+xml", "xml": "application/xml", "xsd": "application/xml",
        "xsl": "application/xml", "xslt": "application/xslt+xml", "yaml": "text/yaml",
        "yml": "text/yaml",
        // Documents
        "doc": "application/msword", "docx": openXML + "wordprocessingml.document",
        "eml": "message/rfc822", "epub": "application/epub+zip",
        "msg": "application/vnd.ms-outlook",
        "odp": openDocument + "presentation", "ods": openDocument + "spreadsheet",
        "odt": openDocument + "text", "pdf": "application/pdf",
        "pot": "application/vnd.ms-powerpoint", "ppt": "application/vnd.ms-powerpoint",
        "pptx": openXML + "presentationml.presentation", "ps": "application/postscript",
        "xls": "application/vnd.ms-excel",
        "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
        "xlsx": openXML + "spreadsheetml.sheet",
        // Pictures
        "apng": "image/apng", "avif": "image/avif", "bmp": "image/bmp", "gif": "image/gif",
        "heic": "image/heic", "heif": "image/heif", "ico": "image/vnd.microsoft.icon",
        "jfif": "image/jpeg", "jpe": "image/jpeg", "jpeg": "image/jpeg", "jpg": "image/jpeg",
        "png": "image/png", "psd": "image/vnd.adobe.photoshop", "svg": "image/svg+xml",
        "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp",
        // Sound and film
        "avi": "video/x-msvideo", "flac": "audio/x-flac", "m4a": "audio/mp4", "m4v": "video/x-m4v",
        "mid": "audio/midi", "mkv": "video/x-matroska", "mov": "video/quicktime",
        "mp3": "audio/mpeg", "mp4": "video/mp4", "mpeg": "video/mpeg", "mpg": "video/mpeg",
        "oga": "audio/ogg", "ogg": "audio/ogg", "ogv": "video/ogg", "opus": "audio/ogg",
        "wav": "audio/wav", "weba": "audio/webm", "webm": "video/webm", "wmv": "video/x-ms-wmv",
        // Fonts
        "eot": "application/vnd.ms-fontobject", "otf": "font/otf", "ttf": "font/ttf",
        "woff": "font/woff", "woff2": "font/woff2",
        // Archives and programs
        "7z": "application/x-7z-compressed", "apk": "application/vnd.android.package-archive",
        "bz2": "application/x-bzip2", "gz": "application/gzip", "jar": "application/java-archive",
        "rar": "application/vnd.rar", "tar": "application/x-tar", "wasm": "application/wasm",
        "zip": "application/zip",
        // Keys and certificates
        "cer": "application/pkix-cert", "crt": "application/x-x509-ca-cert",
        "p12": "application/x-pkcs12", "p7m": "application/pkcs7-mime",
        "p7s": "application/pkcs7-signature", "pem": "application/x-x509-ca-cert",
        "pfx": "application/x-pkcs12",
    ]
}
