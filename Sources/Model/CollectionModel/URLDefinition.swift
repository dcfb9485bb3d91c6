import TextEncoding

/// A URL in the parts that the collection format knows; every part may hold variables.
///
/// NewmanReference §3.5. `raw` of the file is not kept: the parts say what the URL is.
public struct URLDefinition: Sendable, Hashable {
    /// One parameter of the query.
    ///
    /// A nil value means no `=`; a nil key as well means an empty segment.
    public struct QueryParameter: Sendable, Hashable {
        /// The name.
        public var key: String?
        /// The value.
        public var value: String?
        /// Whether it is not sent.
        public var isDisabled: Bool

        /// Makes a parameter.
        public init(key: String?, value: String?, isDisabled: Bool = false) {
            self.key = key
            self.value = value
            self.isDisabled = isDisabled
        }
    }

    /// The value of a path variable; nil unless it is a string.
    public struct PathVariable: Sendable, Hashable {
        /// The name, as after the `:` of the segment.
        public var key: String
        /// The value, if it is a string.
        public var value: String?

        /// Makes a variable.
        public init(key: String, value: String?) {
            self.key = key
            self.value = value
        }
    }

    /// The scheme without `://`.
    public var scheme: String?
    /// The user of the userinfo.
    public var user: String?
    /// The password of the userinfo.
    public var password: String?
    /// The host.
    public var host: String?
    /// The port.
    public var port: String?
    /// The segments of the path; nil if the URL has no path.
    public var path: [String]?
    /// The query; nil if the URL has no `?`.
    public var query: [QueryParameter]?
    /// The fragment.
    public var hash: String?
    /// The values of the path variables.
    public var variables: [PathVariable]

    /// Makes an empty URL.
    public init() {
        variables = []
    }

    /// Whether it has neither host nor path nor anything else.
    public var isEmpty: Bool { self == URLDefinition() }
}

// MARK: - Text

extension URLDefinition {
    /// The URL as text: path variables put in, disabled parameters left out, nothing else encoded.
    public var text: String {
        var text = ""
        // Its parts come one by one.
        text.reserveCapacity(64)
        if let scheme, !scheme.isEmpty {
            text += scheme.hasSuffix("://") ? scheme : scheme + "://"
        }
        if let user, !user.isEmpty { text += user }
        if let password { text += ":" + password }
        if password != nil || user?.isEmpty == false { text += "@" }
        text += host ?? ""
        if let port, !port.isEmpty { text += ":" + port }
        appendPath(to: &text)
        appendQuery(to: &text, after: "?")
        if let hash {
            text += "#"
            text += hash
        }
        return text
    }

    /// The path with its leading slash and path variables put in; empty if there is none.
    public var pathText: String {
        var text = ""
        appendPath(to: &text)
        return text
    }

    private func appendPath(to text: inout String) {
        guard let path else { return }
        if path.isEmpty { text += "/" }
        for segment in path {
            text += "/"
            text += substituted(segment)
        }
    }

    /// The path variables that have no value, or no entry, although the path needs one: their
    /// `:name` stays there.
    public var emptyPathVariables: [String] {
        pathVariableNames.filter { name in
            guard let variable = variables.last(where: { $0.key == name }) else {
                return Self.isPlain(name)
            }
            return variable.value?.isEmpty ?? true
        }.map(String.init)
    }

    /// The path variables that the path has and that have no entry.
    public var pathVariablesWithoutEntry: [String] {
        pathVariableNames.filter { name in
            Self.isPlain(name) && !variables.contains { $0.key == name }
        }.map(String.init)
    }

    /// The names of the path variables that the path has, in order.
    public var pathVariableNames: [Substring] { (path ?? []).compactMap(Self.variableName) }

    /// Whether a name without an entry is meant as one.
    private static func isPlain(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, first | 0x20 >= UInt8(ascii: "a") else { return false }
        return name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }

    /// The query without `?`, or nil if nothing of it is sent.
    public var queryText: String? {
        guard let query, query.contains(where: { !$0.isDisabled }) else { return nil }
        var text = ""
        appendQuery(to: &text, after: "")
        return text
    }

    /// Appends the query, with a mark in front of it, if anything of it is sent.
    private func appendQuery(to text: inout String, after mark: String) {
        var separator = mark
        for parameter in query ?? [] where !parameter.isDisabled {
            text += separator
            let written = parameter.written
            text += written.key ?? ""
            if let value = written.value {
                text += "="
                text += value
            }
            separator = "&"
        }
    }

    /// The name of the path variable that a segment begins with, up to its first dot.
    private static func variableName(in segment: String) -> Substring? {
        guard segment.hasPrefix(":"), segment.utf8.count > 1 else { return nil }
        return segment.dropFirst().prefix { $0 != "." }
    }

    /// A segment with its path variable's value, if that is a non-empty string (§3.5).
    private func substituted(_ segment: String) -> String {
        guard let name = Self.variableName(in: segment),
            let variable = variables.last(where: { $0.key == name }), let value = variable.value,
            !value.isEmpty
        else { return segment }
        return value + segment.dropFirst(1 + name.count)
    }

    /// Encodes what would break the query apart, outside `{{…}}` (§3.5).
    fileprivate static func encoded(_ text: String, isKey: Bool) -> String {
        guard text.hasByte(where: { $0 == 0x26 || $0 == 0x23 || (isKey && $0 == 0x3D) })
        else { return text }
        return TemplateText.mapOutsideTokens(text) { character in
            switch character {
            case "&": "%26"
            case "#": "%23"
            case "=" where isKey: "%3D"
            default: nil
            }
        }
    }
}

extension URLDefinition.QueryParameter {
    /// The parameter as the text of a URL has it.
    var written: URLDefinition.QueryParameter {
        URLDefinition.QueryParameter(
            key: key.map { URLDefinition.encoded($0, isKey: true) },
            value: value.map { URLDefinition.encoded($0, isKey: false) }, isDisabled: isDisabled)
    }
}
