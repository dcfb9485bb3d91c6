/// The content codings of bodies (RFC 9110 §8.4.1) that can be decoded.
enum ContentCoding: Equatable {
    case gzip, deflate, brotli, zstd

    /// What a header line says when it is a `Content-Encoding`: its codings in the order in which
    /// they were applied, `identity` left out, nil for each one that is not known.
    static func codings(in line: UnsafeRawBufferPointer) -> [ContentCoding?] {
        let name = "content-encoding:".utf8
        // Most lines differ already in the place of their colon.
        guard line.count > name.count, line[name.count - 1] == UInt8(ascii: ":"),
            zip(line, name).allSatisfy({ lowered($0) == $1 })
        else {
            return []
        }
        return line.dropFirst(name.count).split(separator: UInt8(ascii: ",")).compactMap { part in
            let word = String(decoding: part.map(lowered), as: UTF8.self)
                .filter { !$0.isWhitespace }
            switch word {
            case "", "identity", "none": return nil
            case "gzip", "x-gzip": return .some(.gzip)
            case "deflate": return .some(.deflate)
            case "br": return .some(.brotli)
            case "zstd": return .some(.zstd)
            default: return .some(nil)
            }
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
