/// Host names of international letters in ASCII (RFC 3492, RFC 5891), for recognising them.
///
/// Names are not checked: what goes over the wire is decided where requests are sent.
public enum Punycode {
    /// The name with each label that is not ASCII as `xn--`, in lower case.
    public static func encodeHost(_ host: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: host)
        let name = String(text).lowercased()
        return name.split(separator: ".", omittingEmptySubsequences: false).map { label in
            label.utf8.allSatisfy { $0 < 0x80 }
                ? String(label) : "xn--" + encode(label.unicodeScalars.map(\.value))
        }.joined(separator: ".")
    }

    private static let base: UInt32 = 36
    private static let (smallest, largest) = (UInt32(1), UInt32(26))
    private static let firstCode: UInt32 = 0x80

    /// The digits of a label (RFC 3492 §6.3).
    private static func encode(_ label: [UInt32]) -> String {
        var digits = label.filter { $0 < firstCode }.map(UInt8.init)
        let basicCount = digits.count
        if basicCount > 0 { digits.append(UInt8(ascii: "-")) }
        var (code, delta, bias) = (firstCode, UInt32(0), UInt32(72))
        var handled = basicCount
        while handled < label.count, let next = label.filter({ $0 >= code }).min() {
            delta &+= (next - code) &* UInt32(truncatingIfNeeded: handled + 1)
            code = next
            for letter in label {
                if letter < code { delta &+= 1 }
                if letter != code { continue }
                append(delta, bias, to: &digits)
                bias = adapt(delta, handled, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta &+= 1
            code += 1
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Appends a number whose digits grow with its length.
    private static func append(_ delta: UInt32, _ bias: UInt32, to digits: inout [UInt8]) {
        var rest = delta
        var place = base
        while true {
            let limit = place <= bias ? smallest : min(place - bias, largest)
            if rest < limit { break }
            digits.append(digit(limit + (rest - limit) % (base - limit)))
            rest = (rest - limit) / (base - limit)
            place += base
        }
        digits.append(digit(rest))
    }

    private static func adapt(_ delta: UInt32, _ handled: Int, isFirst: Bool) -> UInt32 {
        var rest = isFirst ? delta / 700 : delta / 2
        rest += rest / UInt32(truncatingIfNeeded: handled + 1)
        var places: UInt32 = 0
        while rest > (base - smallest) * largest / 2 {
            rest /= base - smallest
            places += base
        }
        return places + (base - smallest + 1) * rest / (rest + 38)
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30)
    }
}
