/// Writes any text so that it is safe in an XML 1.0 document.
///
/// Characters that XML 1.0 does not allow (§2.2) are replaced: control characters by their
/// pictures, noncharacters by U+FFFD. Everything is escaped rather than put into CDATA sections,
/// except in Newman's layout.
enum XMLText {
    /// Appends character data.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        append(text, to: &bytes, isAttribute: false)
    }

    /// Appends a CDATA section, or several if the text contains the end of one.
    static func appendCharacterData(_ text: String, to bytes: inout [UInt8]) {
        bytes += "<![CDATA[".utf8
        var brackets = 0
        for scalar in text.unicodeScalars {
            if scalar == ">", brackets >= 2 { bytes += "]]><![CDATA[".utf8 }
            brackets = scalar == "]" ? brackets + 1 : 0
            switch scalar {
            case "\t", "\n", "\r": bytes.append(UInt8(scalar.value))
            default: appendPlain(scalar, to: &bytes)
            }
        }
        bytes += "]]>".utf8
    }

    /// Appends ` name="value"`, with references for white space in the value (§3.3.3).
    static func attribute(_ name: String, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        bytes += name.utf8
        bytes += "=\"".utf8
        append(value, to: &bytes, isAttribute: true)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends the value of an attribute, without its quotation marks.
    static func appendValue(_ value: String, to bytes: inout [UInt8]) {
        append(value, to: &bytes, isAttribute: true)
    }

    private static func append(_ text: String, to bytes: inout [UInt8], isAttribute: Bool) {
        let plain = text.utf8.span
        for index in plain.indices where isSpecial(plain[index]) {
            appendSlowly(text, to: &bytes, isAttribute: isAttribute)
            return
        }
        bytes += text.utf8
    }

    /// Whether a byte may begin something that needs a reference or a substitute.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, 0xEF, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "\""):
            true
        default: false
        }
    }

    private static func appendSlowly(
        _ text: String, to bytes: inout [UInt8], isAttribute: Bool
    ) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"": bytes += isAttribute ? "&quot;".utf8 : "\"".utf8
            case "\r": bytes += "&#13;".utf8
            case "\n": bytes += isAttribute ? "&#10;".utf8 : "\n".utf8
            case "\t": bytes += isAttribute ? "&#9;".utf8 : "\t".utf8
            default: appendPlain(scalar, to: &bytes)
            }
        }
    }

    private static func appendPlain(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        let shown: Unicode.Scalar =
            switch scalar {
            case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
            case _ where scalar.value < 0x20:
                Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
            default: scalar
            }
        bytes += UTF8.encode(shown).map(Array.init) ?? []
    }
}
