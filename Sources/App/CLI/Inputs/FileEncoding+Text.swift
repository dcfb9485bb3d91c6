import JSON

extension FileEncoding {
    /// The text of a file in the encoding that it appears to have, without a byte order mark.
    static func text(of bytes: [UInt8]) -> String {
        String(decoding: FileEncoding(of: bytes).decoded(bytes), as: UTF8.self)
    }
}
