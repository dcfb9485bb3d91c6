import JSON
import TextEncoding

extension DefinitionReader {
    /// Reads a request: an object, or a URL as a string (NewmanReference §3.3).
    func request(_ node: JSONValue) -> RequestDefinition {
        if let text = node.string { return RequestDefinition(url: URLDefinition(parsing: text)) }
        guard node.object != nil else {
            mismatch("request", expected: "an object or a URL", at: node)
            return RequestDefinition()
        }
        remarkMisspellings(in: node, .request)
        let method = string("method", in: node) ?? ""
        return RequestDefinition(
            method: method.isEmpty ? "GET" : method.uppercased(),
            url: node.given("url").map(url) ?? URLDefinition(),
            headers: node.given("header").map(headers) ?? [],
            body: node.given("body").flatMap(body), authorization: authorization(in: node),
            proxy: node.given("proxy").flatMap { value in hidingText { proxy(value) } },
            certificate: node.given("certificate").flatMap { value in
                hidingText { certificate(value) }
            }, description: node.given("description"))
    }

    // MARK: URL

    private func url(_ node: JSONValue) -> URLDefinition {
        if let text = node.string { return URLDefinition(parsing: text) }
        guard node.object != nil else {
            mismatch("url", expected: "an object or a string", at: node)
            return URLDefinition()
        }
        let misspelled = remarkMisspellings(in: node, .url)
        var url = URLDefinition()
        url.scheme = text("protocol", in: node)
        url.host = node.given("host").map {
            $0.array.map { $0.map(Self.text).joined(separator: ".") } ?? text("host", in: node)
                ?? ""
        }
        url.port = text("port", in: node)
        url.path = node.given("path").flatMap(path)
        url.query = node.given("query").map(query)
        url.hash = text("hash", in: node)
        url.variables = list("variable", in: node).compactMap(pathVariable)
        if let auth = node.given("auth") { hidingText { readUser(auth, into: &url) } }
        if url.isEmpty, misspelled.isEmpty, let raw = node.given("raw"),
            raw.string?.isEmpty == false
        {
            remark(
                "the URL has only 'raw', which is not sent", at: raw,
                help: ["add 'host' and 'path', or write the URL as a string: \"url\": \"…\""])
        }
        return url
    }

    private func readUser(_ auth: JSONValue, into url: inout URLDefinition) {
        if auth.object == nil { oddity("auth", expected: "an object", at: auth, "it is left out") }
        url.user = text("user", in: auth)
        url.password = text("password", in: auth)
    }

    private func path(_ node: JSONValue) -> [String]? {
        if let segments = node.array {
            return segments.map { $0["value"].map(Self.text) ?? Self.text($0) }
        }
        if node.string == nil {
            oddity("path", expected: "an array or a string", at: node, "it is taken as text")
        }
        let text = Self.text(node)
        if text.isEmpty { return nil }
        var segments = text.unicodeScalars.split(
            separator: "/", omittingEmptySubsequences: false)
        if segments.count > 1, segments[0].isEmpty { segments.removeFirst() }
        return segments.map { String($0) }
    }

    private func query(_ node: JSONValue) -> [URLDefinition.QueryParameter] {
        if let text = node.string { return URLDefinition.parameters(parsing: text) }
        if let members = node.object?.members {
            return members.map { .init(key: $0.key, value: Self.text($0.value)) }
        }
        if node.array == nil { mismatch("query", expected: "an array", at: node) }
        return node.elements.flatMap { element -> [URLDefinition.QueryParameter] in
            if let text = element.string { return URLDefinition.parameters(parsing: text) }
            guard element.object != nil else {
                mismatch("query", expected: "an array of objects", at: element)
                return []
            }
            remarkMisspellings(in: element, .parameter)
            return [
                .init(
                    key: text("key", in: element), value: text("value", in: element),
                    isDisabled: isDisabled(element))
            ]
        }
    }

    private func pathVariable(_ node: JSONValue) -> URLDefinition.PathVariable? {
        let misspelled = remarkMisspellings(in: node, .variable)
        let names = [text("key", in: node), text("id", in: node)].compactMap(\.self)
        guard let key = names.first(where: { !$0.isEmpty }) else {
            if misspelled.contains("key") { return nil }
            remark("a path variable without 'key' is left out", at: node)
            return nil
        }
        if let value = node.given("value"), value.string == nil {
            oddity("value", expected: "a string", at: value, "':\(key)' stays in the URL")
        }
        return .init(key: key, value: node["value"]?.string)
    }

    // MARK: Headers

    /// Reads headers: an array of objects or lines, one text with a line each, or a map (§3.4).
    func headers(_ node: JSONValue) -> [HeaderDefinition] {
        if let text = node.string { return Self.headers(parsing: text) }
        if let members = node.object?.members {
            return members.map { HeaderDefinition(key: $0.key, value: Self.text($0.value)) }
        }
        if node.array == nil { mismatch("header", expected: "an array or a string", at: node) }
        return node.elements.flatMap { element -> [HeaderDefinition] in
            if let line = element.string { return Self.headers(parsing: line) }
            guard element.object != nil else {
                mismatch("header", expected: "an array of objects", at: element)
                return []
            }
            let misspelled = remarkMisspellings(in: element, .parameter)
            if element.given("key") == nil, !misspelled.contains("key") {
                remark("a header without 'key' is not sent", at: element)
            }
            return [
                HeaderDefinition(
                    key: text("key", in: element) ?? "", value: text("value", in: element) ?? "",
                    isDisabled: isDisabled(element))
            ]
        }
    }

    /// Splits headers that are one text with a line each; folded lines are joined.
    static func headers(parsing text: String) -> [HeaderDefinition] {
        var headers: [HeaderDefinition] = []
        for line in text.split(whereSeparator: \.isNewline) {
            if line.first?.isWhitespace == true, !headers.isEmpty {
                headers[headers.count - 1].value += " " + line.trimmed
                continue
            }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers.append(
                HeaderDefinition(
                    key: parts[0].trimmed, value: parts.count > 1 ? parts[1].trimmed : ""))
        }
        return headers
    }
}
