import TextEncoding

/// Edits the query of a URL as raw text: parameters that are not edited stay byte for byte.
///
/// Servers compare some parameters literally (`resource=https://…`), so nothing is decoded and
/// encoded again.
public struct QueryEditor {
    private let head: String
    private var segments: [Substring]

    /// Splits the URL; a fragment is dropped.
    public init(_ url: String) {
        let whole = url.prefix { $0 != "#" }
        guard let mark = whole.firstIndex(of: "?") else {
            head = String(whole)
            segments = []
            return
        }
        head = String(whole[..<mark])
        let query = whole[whole.index(after: mark)...]
        segments = query.split(separator: "&", omittingEmptySubsequences: false)
    }

    /// The URL with the query as it is now.
    public var url: String {
        segments.isEmpty ? head : head + "?" + segments.joined(separator: "&")
    }

    /// Returns the decoded values of the parameter, in order.
    public func values(of name: String) -> [String] {
        segments.compactMap { segment in
            Self.name(of: segment) == name ? Self.value(of: segment) : nil
        }
    }

    /// Removes every parameter of that name.
    public mutating func remove(_ name: String) {
        segments.removeAll { Self.name(of: $0) == name }
    }

    /// Appends a parameter; all but unreserved characters are encoded.
    public mutating func append(_ name: String, _ value: String) {
        append(PercentEncoding.strict.encode(name) + "=" + PercentEncoding.strict.encode(value))
    }

    /// Appends a parameter, encoded as Postman encodes those of a request.
    public mutating func appendAsPostman(_ name: String, _ value: String) {
        append(
            PercentEncoding.postmanQueryName.encode(name) + "="
                + PercentEncoding.postmanQueryValue.encode(value))
    }

    /// Gives the parameters of that name these values; if they have them already, nothing changes.
    public mutating func set(_ name: String, to values: [String]) {
        guard self.values(of: name) != values else { return }
        remove(name)
        for value in values { append(name, value) }
    }

    private mutating func append(_ segment: String) {
        if segments.last?.isEmpty == true { segments.removeLast() }
        segments.append(Substring(segment))
    }

    private static func name(of segment: Substring) -> String {
        PercentEncoding.form.decode(segment.prefix { $0 != "=" })
    }

    private static func value(of segment: Substring) -> String {
        PercentEncoding.form.decode(segment.drop { $0 != "=" }.dropFirst())
    }
}
