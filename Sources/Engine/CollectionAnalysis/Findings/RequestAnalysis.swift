import CollectionModel
import Diagnostics
import JSON
import TextEncoding
import Variables

/// Finds mistakes in requests that need no value: in URLs, names of headers, and variables whose
/// braces are never closed.
struct RequestAnalysis {
    private let contents: CollectionContents

    init(_ contents: CollectionContents) {
        self.contents = contents
    }

    func findings() -> [Finding] {
        let scripted = pathsWithScripts()
        return contents.elements.indices.flatMap { index -> [Finding] in
            let element = contents.elements[index]
            guard element.kind == .request, let request = element.json["request"] else { return [] }
            return [missingURL(request, index, scripted)].compactMap(\.self)
                + urlFindings(request["url"] ?? .null, index)
                + headerFindings(request["header"], index)
        } + openVariables()
    }

    // MARK: URLs

    /// A request without a URL, which fails unless a script before it sets one.
    ///
    /// Most requests have one in the file, and are not read for this.
    private func missingURL(
        _ request: JSONValue, _ element: Int, _ scripted: Set<[String]>
    ) -> Finding? {
        let written = request.string ?? request["url"]?.string ?? request["url"]?["raw"]?.string
        if written?.trimmed.isEmpty == false { return nil }
        // A misspelled name is a finding of its own, and so is a file that is not a map.
        let members = request.object?.members ?? []
        let isMisspelled = members.contains { member in
            Spelling.nearest(to: member.key, among: ["url"]) != nil && member.key != "url"
        }
        guard !isMisspelled, request.offset >= 0, let read = try? DefinitionFile.request(request),
            read.url.text.trimmed.isEmpty, !hasScriptBefore(element, scripted)
        else { return nil }
        let url = request["url"] ?? request
        let place = url.offset >= 0 ? url : contents.elements[element].json
        return Finding(
            .suspiciousMember, "the request has no URL, so it fails", subject: "url",
            at: contents.named(contents.origin.place(of: place), element),
            help: ["write its address into 'url', or remove the request"])
    }

    /// Whether a script runs before a request: its own, or one of what it is in.
    private func hasScriptBefore(_ request: Int, _ scripted: Set<[String]>) -> Bool {
        let element = contents.elements[request]
        return Self.hasScript(element)
            || element.path.indices.contains { scripted.contains(Array(element.path[..<$0])) }
    }

    /// The paths of the collection and of folders that have a script before their requests.
    private func pathsWithScripts() -> Set<[String]> {
        Set(contents.elements.filter { $0.kind != .request && Self.hasScript($0) }.map(\.path))
    }

    private static func hasScript(_ element: CollectionContents.Element) -> Bool {
        (element.json["event"]?.array ?? []).contains { $0["listen"]?.string == "prerequest" }
    }

    private func urlFindings(_ url: JSONValue, _ element: Int) -> [Finding] {
        // In format 3, `raw` is made, and the reader warns of the variables.
        if contents.origin.isFiles { return [] }
        return [textFinding(url, element)].compactMap(\.self) + unusedVariables(url, element)
    }

    /// A `raw` that differs from the parts, which are sent.
    private func textFinding(_ url: JSONValue, _ element: Int) -> Finding? {
        guard let difference = RawURL(url)?.contradiction else { return nil }
        let part = difference.part
        // A misspelled part is a finding of its own.
        let isMisspelled = url.object?.members.contains { member in
            url[part] == nil && Spelling.nearest(to: member.key, among: [part]) != nil
        }
        if isMisspelled == true { return nil }
        return Finding(
            .suspiciousMember,
            "'raw' has \(Self.quoted(difference.inRaw)), but '\(part)', which is sent, has "
                + Self.quoted(difference.inPart),
            subject: part, at: contents.place(of: url["raw"] ?? url, in: element),
            help: ["write the same in both; the app shows 'raw'"])
    }

    private static func quoted(_ text: String) -> String { text.isEmpty ? "nothing" : "'\(text)'" }

    /// Path variables that the path does not name.
    private func unusedVariables(_ url: JSONValue, _ element: Int) -> [Finding] {
        // A script may add them to the path.
        guard let entries = url["variable"]?.array, url["path"] != nil,
            let read = try? DefinitionFile.request(.object([("url", url)]))
        else { return [] }
        let names = Set(read.url.pathVariableNames.map(String.init))
        return entries.compactMap { entry in
            guard let key = entry["key"] ?? entry["id"], let name = key.string, !name.isEmpty,
                entry["disabled"]?.boolean != true, !names.contains(name)
            else { return nil }
            return Finding(
                .suspiciousMember,
                "the path has no ':\(name)', so the path variable '\(name)' has no effect",
                subject: name, at: contents.place(of: key, in: element),
                help: Spelling.nearest(to: name, among: names.sorted())
                    .map { ["did you mean '\($0)'?"] }
                    ?? ["write '/:\(name)' in the path, or remove the variable"])
        }
    }

    // MARK: Headers

    private func headerFindings(_ headers: JSONValue?, _ element: Int) -> [Finding] {
        (headers?.array ?? []).compactMap { header in
            guard let key = header["key"], let name = key.string,
                header["disabled"]?.boolean != true, !name.contains("{{"),
                name.contains(where: \.isWhitespace), !name.allSatisfy(\.isWhitespace)
            else { return nil }
            return Finding(
                .suspiciousMember,
                "the header name '\(name)' contains a blank, which no header name may",
                subject: name, at: contents.place(of: key, in: element), help: ["remove the blank"])
        }
    }

    // MARK: Variables

    /// Variables in texts that are sent, whose braces are never closed.
    private func openVariables() -> [Finding] {
        contents.texts.filter(\.isActive).compactMap { text in
            guard let name = TemplateResolver.openName(in: text.text) else { return nil }
            let place = contents.place(of: text.value, at: "{{\(name)", in: text.element)
            return Self.openVariable(name, at: place.withoutText)
        }
    }

    static func openVariable(_ name: String, at place: Place) -> Finding {
        Finding(
            .suspiciousMember, "'{{\(name)' is never closed, so it is sent as it is", subject: name,
            at: place, help: ["write '{{\(name)}}'"])
    }
}
