import CollectionModel
import Diagnostics
import JSON
import TextEncoding
import Variables

/// Finds variables that are used and not defined, and those that are defined and not used.
struct VariableAnalysis {
    private let input: AnalysisInput
    private let files: [AnalysisInput.VariableFile]
    private let contents: [CollectionContents]
    /// The names that every run has: of layers, globals, data and the command line.
    private let common: Set<String>
    private let tenants: [AnalysisInput.VariableFile]

    init(_ input: AnalysisInput, _ contents: [CollectionContents]) {
        self.input = input
        self.contents = contents
        files = input.variables.filter { $0.role != .alone }
        tenants = files.filter { $0.role == .tenant }
        common = files.filter { $0.role != .tenant }
            .reduce(into: input.givenNames) { $0.formUnion($1.set.enabledNames) }
    }

    func findings() -> [Finding] {
        var findings: [Finding] = []
        var reported: Set<[String]> = []
        for collection in contents {
            for finding in undefined(in: collection) + lacking(collection)
            where reported.insert([finding.diagnostic.place.file ?? "", finding.subject]).inserted {
                findings.append(finding)
            }
        }
        for file in files { findings += undefined(in: file) }
        return findings + unused()
    }

    // MARK: Uses

    /// The variables that requests of a collection use, each at its first place.
    private func uses(
        of collection: CollectionContents
    ) -> [(name: String, text: CollectionContents.Text)] {
        var seen: Set<String> = []
        var uses: [(String, CollectionContents.Text)] = []
        for text in collection.texts where text.isActive {
            // A quotation mark in a name comes from braces that are not closed before it.
            for name in TemplateResolver.names(in: text.text)
            where !name.contains("\"") && seen.insert(name).inserted {
                uses.append((name, text))
            }
        }
        return uses
    }

    /// The names that a collection defines for its own requests.
    private func ownNames(of collection: CollectionContents) -> Set<String> {
        var names = collection.collection.variables.enabledNames
        names.formUnion(Self.folderNames(in: collection.collection.items))
        for script in collection.scripts { names.formUnion(script.scan.setNames) }
        return names
    }

    private static func folderNames(in items: [CollectionItem]) -> Set<String> {
        items.reduce(into: []) { names, item in
            guard case .folder(let folder) = item else { return }
            names.formUnion(folder.variables.enabledNames)
            names.formUnion(folderNames(in: folder.items))
        }
    }

    private let dynamic = TemplateResolver(
        scopes: VariableScopes(),
        ambience: Ambience(now: { 0 }, randomBytes: { [UInt8](repeating: 0, count: $0) }))

    /// Whether nothing needs to define a variable.
    private func isBuiltIn(_ name: String) -> Bool {
        let token = "{{\(name)}}"
        return name.hasPrefix("vault:")
            || name.hasPrefix("$") && dynamic.resolve(token).value != token
    }

    // MARK: Undefined variables

    private func undefined(in collection: CollectionContents) -> [Finding] {
        let computes = collection.scripts.contains { $0.scan.setsComputedNames }
        var defined = common.union(ownNames(of: collection))
        for tenant in tenants { defined.formUnion(tenant.set.enabledNames) }
        let isJudged = input.knowsEnvironment && !computes
        return uses(of: collection).compactMap { name, text in
            guard name.hasPrefix("$") || isJudged, !defined.contains(name), !isBuiltIn(name)
            else { return nil }
            let place = collection.place(of: text.value, at: "{{\(name)}}", in: text.element)
            return undefined(name, defined, at: place)
        }
    }

    private func undefined(_ name: String, _ defined: Set<String>, at place: Place) -> Finding {
        if name.hasPrefix("$") {
            return Finding(
                .undefinedVariable, "there is no dynamic variable '{{\(name)}}'", subject: name,
                at: place)
        }
        let trimmed = name.trimmed
        var help = ["define it in the environment, or give it with --env-var or --secret"]
        if trimmed != name, defined.contains(trimmed) {
            help = ["remove the spaces: '{{\(trimmed)}}'"]
        } else if let near = Spelling.nearest(to: name, among: defined.sorted()) {
            help = ["did you mean '\(near)'?"]
        }
        return Finding(
            .undefinedVariable, "variable '\(name)' is used, but nothing defines it",
            subject: name, at: place, help: help)
    }

    /// The variables that values of an environment use, and that it does not define.
    private func undefined(in file: AnalysisInput.VariableFile) -> [Finding] {
        let defined = common.union(file.set.enabledNames)
        var seen: Set<String> = []
        return file.set.variables.filter { !$0.isDisabled }.flatMap { variable -> [Finding] in
            guard let value = variable.value, let text = value.string else { return [] }
            return TemplateResolver.names(in: text).compactMap { name in
                guard !defined.contains(name), !isBuiltIn(name), seen.insert(name).inserted
                else { return nil }
                let place = file.origin.place(of: value, at: "{{\(name)}}")
                return undefined(name, defined, at: place.withoutText)
            }
        }
    }

    /// The variables that a collection uses, and that only some environments define.
    private func lacking(_ collection: CollectionContents) -> [Finding] {
        let known = common.union(ownNames(of: collection))
        return uses(of: collection).flatMap { name, _ -> [Finding] in
            if known.contains(name) { return [] }
            let having = tenants.filter { $0.set.enabledNames.contains(name) }
            if having.isEmpty { return [] }
            return tenants.filter { !$0.set.enabledNames.contains(name) }.map { tenant in
                lack(of: name, in: tenant, having: having.count)
            }
        }
    }

    private func lack(
        of name: String, in tenant: AnalysisInput.VariableFile, having count: Int
    ) -> Finding {
        let disabled = tenant.set.variables.last { $0.key == name }
        let title = tenant.set.name.map { "environment '\($0)'" } ?? "the environment"
        let place =
            disabled.map { tenant.origin.place(of: $0) }
            ?? tenant.origin.place(of: tenant.set.json["values"] ?? tenant.set.json)
        let help =
            disabled != nil
            ? "enable it"
            : Spelling.nearest(to: name, among: tenant.set.enabledNames.sorted())
                .map { "'\($0)' may be a misspelling of '\(name)'" } ?? "add it"
        return Finding(
            .missingInEnvironment,
            "\(title) \(disabled == nil ? "lacks" : "disables") variable '\(name)', which "
                + "\(count == 1 ? "another environment has" : "\(count) other environments have")",
            subject: name, at: place.withoutText, help: [help])
    }

    // MARK: Unused variables

    private func unused() -> [Finding] {
        if contents.isEmpty { return [] }
        let reads = contents.map { $0.scripts.contains { $0.scan.readsComputedNames } }
        let inFiles = files.reduce(into: Set<String>()) { names, file in
            for variable in file.set.variables {
                names.formUnion(variable.value.map(TemplateResolver.names(in:)) ?? [])
            }
        }
        let mentioned = contents.map { mentions(in: $0).union(inFiles) }
        var findings: [Finding] = []
        for (index, collection) in contents.enumerated() where !reads[index] {
            for variable in collection.collection.variables
            where !variable.isDisabled && !mentioned[index].contains(variable.key) {
                findings.append(
                    unused(variable, "the collection", at: collection.origin.place(of: variable)))
            }
        }
        if reads.contains(true) { return findings }
        let anywhere = mentioned.reduce(into: Set<String>()) { $0.formUnion($1) }
        var seen: Set<String> = []
        for file in files {
            for variable in file.set.variables
            where !variable.isDisabled && !anywhere.contains(variable.key)
                && seen.insert(variable.key).inserted
            {
                let owner = file.role == .globals ? "the globals" : "the environment"
                findings.append(
                    unused(variable, owner, at: file.origin.place(of: variable)))
            }
        }
        return findings
    }

    private func unused(
        _ variable: VariableDefinition, _ owner: String, at place: Place
    ) -> Finding {
        Finding(
            .unusedVariable,
            "variable '\(variable.key)' of \(owner) is defined, but nothing uses it",
            subject: variable.key, at: place.withoutText)
    }

    private func mentions(in collection: CollectionContents) -> Set<String> {
        var names = collection.texts.reduce(into: Set<String>()) {
            $0.formUnion(TemplateResolver.names(in: $1.text))
        }
        for script in collection.scripts { names.formUnion(script.scan.mentionedNames) }
        // Files that were skipped, or could not be read, use variables too.
        if case .files(let files) = collection.origin {
            for file in files {
                let text = String(decoding: file.bytes, as: UTF8.self)
                names.formUnion(TemplateResolver.names(in: text))
            }
        }
        return names
    }
}

extension [VariableDefinition] {
    /// The names of the variables that are not switched off, and of secrets without a value, which
    /// runs are given in another way.
    var enabledNames: Set<String> {
        Set(filter { !$0.isDisabled || $0.type == "secret" && $0.value?.string == "" }.map(\.key))
    }
}

extension VariableSet {
    /// The names of the variables that are not switched off.
    var enabledNames: Set<String> { variables.enabledNames }
}

extension DefinitionOrigin {
    /// The place of a variable: of its name, or of its value if the name has no place.
    func place(of variable: VariableDefinition) -> Place {
        let parts = ["key", "id", "value"].compactMap { variable.json[$0] }
        return place(of: parts.first { $0.offset >= 0 } ?? .null)
    }
}

extension Place {
    /// The place without the text of its line, which may hold a secret.
    var withoutText: Place {
        var place = self
        place.lineText = nil
        return place
    }
}
