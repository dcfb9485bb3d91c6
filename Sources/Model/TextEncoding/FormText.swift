/// Text in the form `a=b&c=d`, as queries, form bodies and callbacks have it.
public struct FormText: Sendable {
    /// The pairs in order, decoded.
    public var pairs: [(name: String, value: String)]

    /// Makes a form of pairs.
    public init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs
    }

    /// Takes a text apart; a part without `=` is a name without value, an empty one is none.
    public init(_ text: some StringProtocol) {
        pairs = text.utf8.split(separator: UInt8(ascii: "&")).map { part in
            let name = part.prefix { $0 != UInt8(ascii: "=") }
            return (Self.decoded(name), Self.decoded(part[name.endIndex...].dropFirst()))
        }
    }

    /// The first value of that name.
    public subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// The text; a space becomes `+`, or `%20` by the strict encoding.
    public func encoded(_ encoding: PercentEncoding = .form) -> String {
        pairs.map { encoding.encode($0.name) + "=" + encoding.encode($0.value) }
            .joined(separator: "&")
    }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: PercentEncoding.form.decode(bytes), as: UTF8.self)
    }
}
