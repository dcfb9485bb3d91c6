import Diagnostics
import JSON

extension DefinitionReader {
    private static let modes = ["raw", "urlencoded", "formdata", "file", "graphql"]

    /// Reads a body by its mode, or text in place of one (NewmanReference §3.6).
    func body(_ node: JSONValue) -> BodyDefinition? {
        if let text = node.string { return .raw(text, language: nil) }
        guard node.object != nil else {
            mismatch("body", expected: "an object or a string", at: node)
            return nil
        }
        let misspelled = remarkMisspellings(in: node, .body)
        if let options = node.given("options") { remarkMisspellings(in: options, .options) }
        if isDisabled(node) { return nil }
        guard let mode = string("mode", in: node)?.lowercased() else {
            if !misspelled.contains("mode") { remarkMissingMode(of: node) }
            return nil
        }
        switch mode {
        case "none": return nil
        case "urlencoded": return node.given(mode).map { .urlencoded(form($0, mode)) }
        case "formdata": return .formdata(node.given(mode).map { form($0, mode) } ?? [])
        case "file": return node.given(mode).map(file)
        case "graphql": return node.given(mode).map(graphQL)
        default: return raw(node, mode: mode)
        }
    }

    private func remarkMissingMode(of node: JSONValue) {
        guard node.given("mode") == nil,
            let mode = Self.modes.first(where: {
                node.given($0)?.string != "" && node.given($0) != nil
            })
        else { return }
        remark(
            "'body' has no 'mode', so it is not sent", at: node,
            help: ["add \"mode\": \"\(mode)\""])
    }

    private func raw(_ node: JSONValue, mode: String) -> BodyDefinition? {
        if mode != "raw" {
            remark(
                "the body mode '\(mode)' is not known, and taken as 'raw'",
                at: node.given("mode") ?? node,
                help: ["the modes are " + Self.modes.joined(separator: ", ")])
        }
        let options = node.given("options")?.given("raw")
        if let options { remarkMisspellings(in: options, .rawOptions) }
        let language = options?.given("language")
        if let language, language.string == nil {
            oddity("language", expected: "a string", at: language, "it has no effect")
        }
        return node.given("raw").map { .raw(Self.text($0), language: language?.string) }
    }

    // MARK: Forms

    private func form(_ node: JSONValue, _ mode: String) -> [FormParameter] {
        if let text = node.string {
            if text.isEmpty { return [] }
            return URLDefinition.parameters(parsing: text).map {
                FormParameter(key: $0.key ?? "", value: .string($0.value ?? ""))
            }
        }
        if let members = node.object?.members {
            return members.map { FormParameter(key: $0.key, value: $0.value) }
        }
        if node.array == nil { mismatch(mode, expected: "an array or a string", at: node) }
        return node.elements.compactMap { element in
            if element.object != nil { return formParameter(element) }
            mismatch(mode, expected: "an array of objects", at: element)
            return nil
        }
    }

    private func formParameter(_ node: JSONValue) -> FormParameter {
        remarkMisspellings(in: node, .parameter)
        remarkFieldType(node)
        return FormParameter(
            key: text("key", in: node) ?? "", value: node["value"] ?? .null,
            isFile: node["type"]?.string == "file", sources: node.given("src").map(sources),
            contentType: text("contentType", in: node), fileName: text("fileName", in: node),
            isDisabled: isDisabled(node))
    }

    /// Warns of a type that resembles `file` and is not: the field is sent as text.
    private func remarkFieldType(_ node: JSONValue) {
        let known = ["file", "text", "default", "string", "any", "null"]
        guard let type = node.given("type"), let word = type.string, !known.contains(word),
            let meaning = Spelling.nearest(to: word, among: ["file", "text"])
        else { return }
        remark(
            "the type '\(word)' of a field is unknown, so it is sent as text", at: type,
            help: ["did you mean '\(meaning)'?"])
    }

    private func sources(_ node: JSONValue) -> [String] {
        if let path = node.string { return path.isEmpty ? [] : [path] }
        if node.array == nil {
            mismatch("src", expected: "a path or an array of paths", at: node)
        }
        return node.elements.compactMap { element in
            if element.string == nil { mismatch("src", expected: "a path", at: element) }
            return element.string
        }
    }

    // MARK: Others

    private func file(_ node: JSONValue) -> BodyDefinition {
        if let path = node.string { return .file(path: path, base64: nil) }
        if node.object == nil { mismatch("file", expected: "an object or a path", at: node) }
        remarkMisspellings(in: node, .file)
        return .file(path: string("src", in: node), base64: string("content", in: node))
    }

    private func graphQL(_ node: JSONValue) -> BodyDefinition {
        if node.string != nil { return .graphql(GraphQLDefinition(query: node)) }
        if node.object == nil { mismatch("graphql", expected: "an object or a string", at: node) }
        remarkMisspellings(in: node, .graphQL)
        return .graphql(
            GraphQLDefinition(
                query: node["query"], operationName: node["operationName"],
                variables: node["variables"]))
    }
}
