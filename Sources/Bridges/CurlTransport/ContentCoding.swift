/// The content codings of bodies (RFC 9110 §8.4.1) that can be decoded.
enum ContentCoding: Equatable {
    case gzip, deflate, brotli, zstd

    /// What a header line says when it is a `Content-Encoding`: its codings in the order in which
    /// they were applied, `identity` left out, nil for each one that is not known.
    static func codings(in line: UnsafeRawBufferPointer) -> [ContentCoding?] {
        HeaderLine.items(of: "content-encoding:", in: line).compactMap { item in
            switch item.lowercased() {
            case "", "identity", "none": return nil
            case "gzip", "x-gzip": return .some(.gzip)
            case "deflate": return .some(.deflate)
            case "br": return .some(.brotli)
            case "zstd": return .some(.zstd)
            default: return .some(nil)
            }
        }
    }
}
