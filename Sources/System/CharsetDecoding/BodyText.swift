#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The text of a body in the charset that its server names.
///
/// What Swift does not know itself is left to the C library's iconv. Nothing fails: bytes that no
/// character has become U+FFFD, those of the control characters C1 in a charset of Windows these
/// (Encoding Standard §9), and a charset that nobody knows is taken for UTF-8.
public enum BodyText {
    /// Decodes bytes, without the byte order mark at their start; no charset means UTF-8.
    public static func decode(_ bytes: [UInt8], charset: String?) -> String {
        decode(bytes[...], charset: charset)
    }

    /// Decodes a part of bytes in the same way.
    public static func decode(_ bytes: ArraySlice<UInt8>, charset: String?) -> String {
        let name = charset.map { trimmed($0[...]).lowercased() } ?? ""
        switch name {
        case "", "utf-8", "utf8":
            if name.isEmpty, let bigEndian = utf16Mark(bytes) {
                return utf16(bytes.dropFirst(2), bigEndian: bigEndian)
            }
            return utf8(bytes)
        case "latin1", "iso-8859-1", "iso8859-1", "iso_8859-1", "binary":
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case "utf-16", "utf16", "utf-16le", "utf16le", "ucs-2", "ucs2":
            // Little-endian, unless a mark says otherwise.
            let bigEndian = utf16Mark(bytes)
            return utf16(bytes.dropFirst(bigEndian == nil ? 0 : 2), bigEndian: bigEndian ?? false)
        case "utf-16be", "utf16be":
            return utf16(bytes.dropFirst(utf16Mark(bytes) == true ? 2 : 0), bigEndian: true)
        default:
            return Converter(from: systemNames[name] ?? name)?.decode(Array(bytes)) ?? utf8(bytes)
        }
    }

    /// How many bytes at the end begin a character that is not complete, in a charset of the C
    /// library.
    public static func incompleteCount(_ bytes: [UInt8], charset: String) -> Int {
        let name = charset.lowercased()
        return Converter(from: systemNames[name] ?? name)?.incompleteCount(bytes) ?? 0
    }

    /// Names that the C library does not know, or takes for a smaller set than servers mean by
    /// them.
    private static let systemNames = [
        "ascii": "CP1252", "us-ascii": "CP1252", "shift_jis": "CP932", "shift-jis": "CP932",
        "sjis": "CP932", "x-sjis": "CP932", "windows-31j": "CP932", "ms932": "CP932",
        "gb2312": "GB18030", "gbk": "GB18030", "x-gbk": "GB18030", "euc-kr": "CP949",
        "ks_c_5601-1987": "CP949", "windows-949": "CP949", "big5": "BIG5-HKSCS",
        "big5-hkscs": "BIG5-HKSCS", "x-x-big5": "BIG5-HKSCS", "windows-874": "CP874",
        "iso-8859-8-i": "ISO-8859-8", "x-mac-roman": "MACINTOSH",
        "x-mac-cyrillic": "MAC-CYRILLIC", "x-euc-jp": "EUC-JP",
    ]

    private static func utf8(_ bytes: ArraySlice<UInt8>) -> String {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        return String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self)
    }

    /// Whether the byte order mark at the start is the big-endian one; nil if there is none.
    private static func utf16Mark(_ bytes: ArraySlice<UInt8>) -> Bool? {
        if bytes.starts(with: [0xFE, 0xFF]) { return true }
        return bytes.starts(with: [0xFF, 0xFE]) ? false : nil
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
        let bytes = Array(bytes)
        var units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return bigEndian ? first << 8 | second : second << 8 | first
        }
        if !bytes.count.isMultiple(of: 2) { units.append(0xFFFD) }
        return String(decoding: units, as: UTF16.self)
    }

    /// Without spaces and quotes around it.
    private static func trimmed(_ text: Substring) -> String {
        func isKept(_ byte: UInt8) -> Bool { !" \t\"'".utf8.contains(byte) }
        let start = text.utf8.drop { !isKept($0) }
        guard let last = start.lastIndex(where: isKept) else { return "" }
        return String(Substring(start[...last]))
    }
}

/// The one owner of an iconv descriptor.
private final class Converter {
    private let descriptor: iconv_t
    /// Whether bytes that are no character may be control characters.
    private let hasControls: Bool
    private var output: [UInt8] = []

    /// Opens a conversion to UTF-8; nil for a charset that the C library does not know.
    init?(from charset: String) {
        // A slash would be an instruction to iconv.
        let isName = charset.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-_.:".utf8.contains(byte)
            }
        }
        guard isName, let descriptor = iconv_open("UTF-8", charset),
            descriptor != iconv_t(bitPattern: -1)
        else { return nil }
        self.descriptor = descriptor
        hasControls = ["windows-", "cp125", "cp874"].contains(where: charset.lowercased().hasPrefix)
    }

    deinit { iconv_close(descriptor) }

    /// The text of the bytes; what is not a character becomes U+FFFD.
    func decode(_ bytes: [UInt8]) -> String {
        convert(bytes)
        return String(decoding: output, as: UTF8.self)
    }

    /// How many bytes at the end begin a character that is not complete.
    func incompleteCount(_ bytes: [UInt8]) -> Int { convert(bytes) }

    /// Converts all of the bytes but those of a character that is cut, whose number it returns.
    @discardableResult
    private func convert(_ bytes: [UInt8]) -> Int {
        output.reserveCapacity(bytes.count * 2)
        var input = bytes
        var incomplete = 0
        input.withUnsafeMutableBytes { buffer in
            var next = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = buffer.count
            while left > 0 {
                let error = convert(&next, &left)
                if error == E2BIG || error == 0 { continue }
                // An illegal sequence is skipped by its first byte; a cut one ends the text.
                output += replacement(for: buffer[buffer.count - left])
                if error != EILSEQ {
                    incomplete = left
                    break
                }
                next = next.map { $0 + 1 }
                left -= 1
            }
        }
        // What a stateful charset still owes.
        var nothing: UnsafeMutablePointer<CChar>?
        var none = 0
        _ = convert(&nothing, &none)
        return incomplete
    }

    /// What stands for a byte that is no character, in UTF-8.
    private func replacement(for byte: UInt8) -> [UInt8] {
        hasControls && 0x80...0x9F ~= byte ? [0xC2, byte] : Array("\u{FFFD}".utf8)
    }

    /// Converts as much as one piece of output holds; returns why it stopped, or 0 at the end.
    private func convert(_ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int) -> Int32 {
        var error: Int32 = 0
        let piece = [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            var room = buffer.count
            buffer.withMemoryRebound(to: CChar.self) { buffer in
                var place = buffer.baseAddress
                if iconv(descriptor, &next, &left, &place, &room) == Int(bitPattern: UInt.max) {
                    error = errno
                }
            }
            count = buffer.count - room
        }
        output += piece
        return error
    }
}
