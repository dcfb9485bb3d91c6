/// The tokens in the reply of a login, by the names that OAuth 2.0 gives its members.
///
/// A script can put such a token into a variable whose name says nothing, or use it at once.
public enum TokenMembers {
    private static let names = ["access_token", "refresh_token", "id_token"]
        .map { Array("\"\($0)\"".utf8) }
    /// How the names end.
    private static let ending = Array("_token\"".utf8)
    /// Token replies are short.
    private static let longestReply = 1 << 16
    private static let quote = UInt8(ascii: "\"")

    /// Returns the values of such members, wherever in JSON they are.
    public static func values(in body: [UInt8]) -> [String] {
        var values: [String] = []
        let body = body.prefix(longestReply)
        var index = 0
        while let mark = body[index...].firstIndex(of: UInt8(ascii: "_")) {
            index = mark + 1
            guard body[mark...].starts(with: ending) else { continue }
            index = mark + ending.count
            guard names.contains(where: { body[..<index].ends(with: $0) }),
                let value = value(in: body, at: &index), !Redactor.isWeak(value)
            else { continue }
            values.append(value)
        }
        return values
    }

    /// Reads a colon and a text without escapes, which tokens do not need.
    private static func value(in body: ArraySlice<UInt8>, at index: inout Int) -> String? {
        let rest = body[index...].drop { $0 <= 0x20 }
        guard rest.first == UInt8(ascii: ":") else { return nil }
        let text = rest.dropFirst().drop { $0 <= 0x20 }
        guard text.first == quote, let end = text.dropFirst().firstIndex(of: quote) else {
            return nil
        }
        index = end + 1
        let value = text[text.startIndex + 1..<end]
        return value.isEmpty || value.contains(UInt8(ascii: "\\"))
            ? nil : String(decoding: value, as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with part: [UInt8]) -> Bool {
        count >= part.count && suffix(part.count).elementsEqual(part)
    }
}
