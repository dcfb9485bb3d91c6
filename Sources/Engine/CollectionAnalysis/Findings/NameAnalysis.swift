import CollectionModel
import Diagnostics
import JSON
import TextEncoding
import Variables

/// Finds ids and names that should be unique.
enum NameAnalysis {
    // MARK: Collections

    static func findings(in contents: CollectionContents) -> [Finding] {
        var findings = repeatedVariables(
            contents.collection.variables, in: contents.origin)
        var ids: Set<String> = []
        var names: Set<[String]> = []
        for (index, element) in contents.elements.enumerated() where element.kind != .collection {
            let node = element.json
            if let id = (node["id"] ?? node["_postman_id"]), let text = id.string,
                !ids.insert(text).inserted
            {
                findings.append(
                    Finding(
                        .duplicateID, "the id '\(text)' belongs to another element too",
                        subject: text, at: contents.place(of: id, in: index),
                        help: ["remove it, so that the app gives the element one of its own"]))
            }
            if !names.insert(element.path).inserted {
                let name = element.path.last ?? ""
                findings.append(
                    Finding(
                        .duplicateName, "another element of the same folder is called '\(name)'",
                        subject: name,
                        at: contents.place(of: nameValue(of: node), in: index),
                        help: ["setNextRequest and --folder cannot distinguish them; rename one"]))
            }
        }
        return findings
    }

    private static func nameValue(of node: JSONValue) -> JSONValue {
        node["name"].flatMap { $0.offset >= 0 ? $0 : nil } ?? node
    }

    // MARK: Environments

    static func findings(in files: [AnalysisInput.VariableFile]) -> [Finding] {
        files.flatMap { repeatedVariables($0.set.variables, in: $0.origin) }
            + files.flatMap(wrongTexts)
            + repeated("id", .duplicateID, files)
            + repeated("name", .duplicateName, files)
    }

    /// Names that begin or end with a blank, and values with braces that are never closed.
    private static func wrongTexts(_ file: AnalysisInput.VariableFile) -> [Finding] {
        file.set.variables.filter { !$0.isDisabled }.flatMap { variable -> [Finding] in
            var findings: [Finding] = []
            let place = file.origin.place(of: variable).withoutText
            if variable.key.trimmed != variable.key {
                findings.append(
                    Finding(
                        .suspiciousMember,
                        "the name of the variable '\(variable.key)' begins or ends with a blank",
                        subject: variable.key, at: place,
                        help: ["write '\(variable.key.trimmed)'"]))
            }
            if let name = variable.value?.string.flatMap(TemplateResolver.openName) {
                findings.append(RequestAnalysis.openVariable(name, at: place))
            }
            return findings
        }
    }

    private static func repeatedVariables(
        _ variables: [VariableDefinition], in origin: DefinitionOrigin
    ) -> [Finding] {
        var seen: Set<String> = []
        return variables.filter { !$0.isDisabled }.compactMap { variable in
            if seen.insert(variable.key).inserted { return nil }
            return Finding(
                .duplicateName,
                "variable '\(variable.key)' is defined twice; the last value counts",
                subject: variable.key, at: origin.place(of: variable).withoutText)
        }
    }

    /// Environments of one folder that share an id or a name, which reports could not distinguish.
    private static func repeated(
        _ key: String, _ rule: AnalysisRule, _ files: [AnalysisInput.VariableFile]
    ) -> [Finding] {
        var owners: [String: String] = [:]
        return files.filter { $0.role != .globals }.compactMap { file in
            guard let value = file.set.json[key], value.offset >= 0, let text = value.string,
                !text.isEmpty
            else { return nil }
            let name = file.origin.name ?? ""
            let folder = String(name.prefix(upTo: name.lastIndex(of: "/") ?? name.startIndex))
            guard let other = owners[folder + "\n" + text] else {
                owners[folder + "\n" + text] = name
                return nil
            }
            return Finding(
                rule, "the environment has the same \(key) '\(text)' as '\(other)'", subject: text,
                at: file.origin.place(of: value).withoutText,
                help: ["change the \(key) of one of them"])
        }
    }
}
