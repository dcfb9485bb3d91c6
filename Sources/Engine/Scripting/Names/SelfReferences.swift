/// The variables of a script whose first value is made of their own name, as in
/// `var tests = tests || {}`, and those without a first value that have a name of the sandbox.
///
/// In Postman, such a name still has the value that the sandbox gives it.
struct SelfReferences {
    /// The names, each of them once.
    private(set) var names: [String] = []

    private let bytes: [UInt8]
    private var offset = 0

    /// Reads a script in UTF-8.
    init(in code: [UInt8]) {
        bytes = code
        while offset < bytes.count {
            switch bytes[offset] {
            case _ where Self.isWordByte(bytes[offset]):
                if word().elementsEqual("var".utf8) { readDeclarations() }
            case let mark where Self.isQuotationMark(mark): skipText(mark)
            default: offset += 1
            }
        }
    }

    private mutating func readDeclarations() {
        while true {
            skipBlanks()
            let name = Array(word())
            skipBlanks()
            if name.isEmpty { return }
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else {
                if Self.isOfSandbox(name) { add(name) }
                guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { return }
                offset += 1
                continue
            }
            offset += 1
            skipBlanks()
            if !readValue(of: name) { return }
        }
    }

    /// Reads the first value of a variable; returns whether another declaration follows.
    private mutating func readValue(of name: [UInt8]) -> Bool {
        var depth = 0
        var isMember = false
        while offset < bytes.count {
            let byte = bytes[offset]
            if Self.isWordByte(byte) {
                if word().elementsEqual(name), !isMember { add(name) }
                isMember = false
                continue
            }
            if Self.isQuotationMark(byte) {
                skipText(byte)
                continue
            }
            offset += 1
            if byte > UInt8(ascii: " ") { isMember = byte == UInt8(ascii: ".") }
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ",") where depth == 0: return true
            case UInt8(ascii: ";"), UInt8(ascii: "\n"): if depth <= 0 { return false }
            default: break
            }
        }
        return false
    }

    /// The names of the sandbox that scripts hardly give to values of their own; a variable of any
    /// other name begins undefined.
    private static let sandboxNames: Set<String> = [
        "CryptoJS", "_", "cheerio", "console", "pm", "postman", "require", "responseBody",
        "responseCode", "tests", "tv4", "xml2Json",
    ]

    private static func isOfSandbox(_ name: [UInt8]) -> Bool {
        sandboxNames.contains(String(decoding: name, as: UTF8.self))
    }

    private mutating func add(_ name: [UInt8]) {
        let text = String(decoding: name, as: UTF8.self)
        if !names.contains(text) { names.append(text) }
    }

    private mutating func word() -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, Self.isWordByte(bytes[offset]) { offset += 1 }
        return bytes[start..<offset]
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, bytes[offset] <= UInt8(ascii: " ") { offset += 1 }
    }

    private mutating func skipText(_ mark: UInt8) {
        offset += 1
        while offset < bytes.count, bytes[offset] != mark {
            if bytes[offset] == UInt8(ascii: "\n"), mark != UInt8(ascii: "`") { return }
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        offset += 1
    }

    private static func isQuotationMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
    }
}
