import TextEncoding

/// Relative references (RFC 3986 §5.2), as `Location` headers hold them.
///
/// It works on bytes: a combining character after a slash must not hide the slash.
enum URLReference {
    private typealias Bytes = ArraySlice<UInt8>

    /// As for the value of a query parameter, whose separator stays here.
    private static let queryEncoding = PercentEncoding(visibleExcept: "\"'<>")

    /// The absolute URL that a reference means on a page, without a fragment.
    ///
    /// Path and query are percent-encoded as those of a collection's URL are, unless that must not
    /// be; a host name stays.
    static func resolve(
        _ reference: String, against base: String, encodes: Bool = true
    ) -> String {
        let reference = withSlashes(Array(reference.utf8.prefix { $0 != UInt8(ascii: "#") }))[...]
        let target = encodes ? encoded(reference) : reference
        return String(decoding: resolve(target, against: Array(base.utf8)[...]), as: UTF8.self)
    }

    private static func encoded(_ reference: Bytes) -> Bytes {
        let path = reference[authorityEnd(reference)...].prefix { $0 != UInt8(ascii: "?") }
        return reference[..<path.startIndex] + PercentEncoding.postmanPath.encode(path)
            + queryEncoding.encode(reference[path.endIndex...])
    }

    /// Writes backslashes before the query as slashes, as browsers and Newman read them; those of
    /// other schemes stay.
    private static func withSlashes(_ reference: [UInt8]) -> [UInt8] {
        let scheme = hasScheme(reference[...]) ? reference.prefix { $0 != UInt8(ascii: ":") } : []
        let name = String(decoding: scheme, as: UTF8.self).lowercased()
        guard ["", "http", "https"].contains(name) else { return reference }
        let end = reference.firstIndex(of: UInt8(ascii: "?")) ?? reference.endIndex
        let (slash, backslash) = (UInt8(ascii: "/"), UInt8(ascii: "\\"))
        return reference[..<end].map { $0 == backslash ? slash : $0 } + reference[end...]
    }

    /// Where the path begins, behind a scheme and a host.
    private static func authorityEnd(_ reference: Bytes) -> Int {
        let name = hasScheme(reference) ? reference.prefix { $0 != UInt8(ascii: ":") } : []
        let rest = reference[name.endIndex...].drop { $0 == UInt8(ascii: ":") }
        guard rest.starts(with: "//".utf8) else { return reference.startIndex }
        return rest.dropFirst(2).firstIndex { "/?".utf8.contains($0) } ?? reference.endIndex
    }

    private static func resolve(_ reference: Bytes, against base: Bytes) -> Bytes {
        if hasScheme(reference) { return reference }
        let scheme = base.prefix { $0 != UInt8(ascii: ":") }
        if reference.starts(with: "//".utf8) { return scheme + ":".utf8 + reference }
        let authority = base[scheme.endIndex...].dropFirst(3).prefix { !"/?#".utf8.contains($0) }
        let root = base[..<authority.endIndex]
        let page = base[authority.endIndex...].prefix { !"?#".utf8.contains($0) }
        switch reference.first {
        case nil: return root + page
        case UInt8(ascii: "?"): return root + page + reference
        case UInt8(ascii: "/"): return root + withoutDots(reference)
        default:
            let folder = page.lastIndex(of: UInt8(ascii: "/")).map { page[...$0] }
            return root + withoutDots((folder ?? Array("/".utf8)[...]) + reference)
        }
    }

    /// Whether the reference starts with `name:`.
    private static func hasScheme(_ bytes: Bytes) -> Bool {
        let name = bytes.prefix { !":/\\?".utf8.contains($0) }
        guard let first = name.first, (first | 0x20) >= 0x61, (first | 0x20) <= 0x7A else {
            return false
        }
        return bytes[name.endIndex...].first == UInt8(ascii: ":")
    }

    /// Removes the segments `.` and `..` of a path that starts with a slash; the query stays.
    private static func withoutDots(_ reference: Bytes) -> Bytes {
        let path = reference.prefix { $0 != UInt8(ascii: "?") }
        let segments = path.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).dropFirst()
        var kept: [Bytes] = []
        for segment in segments {
            if segment.elementsEqual("..".utf8) {
                _ = kept.popLast()
            } else if !segment.elementsEqual(".".utf8) {
                kept.append(segment)
            }
        }
        if let last = segments.last, last.elementsEqual(".".utf8) || last.elementsEqual("..".utf8) {
            kept.append([])
        }
        if kept.isEmpty { kept.append([]) }
        return Bytes(kept.flatMap { "/".utf8 + $0 }) + reference[path.endIndex...]
    }
}
