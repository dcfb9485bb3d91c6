import CCurl

/// What libcurl can decode, and what it would refuse.
enum ContentCoding {
    /// Whether the header line is a `Content-Encoding` with a coding that libcurl does not know.
    static func isUnknown(in line: UnsafeRawBufferPointer) -> Bool {
        let name = "content-encoding:".utf8
        guard line.count > name.count, zip(line, name).allSatisfy({ lowered($0) == $1 }) else {
            return false
        }
        return line.dropFirst(name.count).split(separator: UInt8(ascii: ",")).contains { part in
            let coding = String(decoding: part.map(lowered), as: UTF8.self)
                .filter { !$0.isWhitespace }
            return !coding.isEmpty && !known.contains(coding)
        }
    }

    /// The codings that the installed libcurl decodes.
    private static let known: Set<String> = {
        var names: Set = ["identity", "none"]
        guard let version = posthaste_version() else { return names }
        let features = version.pointee.features
        if features & CURL_VERSION_LIBZ != 0 { names.formUnion(["gzip", "x-gzip", "deflate"]) }
        if features & CURL_VERSION_BROTLI != 0 { names.insert("br") }
        if features & CURL_VERSION_ZSTD != 0 { names.insert("zstd") }
        return names
    }()

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
