public import CollectionModel
import Diagnostics
import JSON

/// Finds secrets that are written into collections, environments and globals.
struct SecretAnalysis {
    private let input: AnalysisInput
    private let contents: [CollectionContents]

    init(_ input: AnalysisInput, _ contents: [CollectionContents]) {
        self.input = input
        self.contents = contents
    }

    /// Returns the findings, each with the secret that it is about.
    func findings() -> [(finding: Finding, secret: String)] {
        input.variables.flatMap(findings) + contents.flatMap(findings)
            + input.configurations.flatMap(findings)
    }

    private func findings(
        in file: AnalysisInput.ConfigurationFile
    ) -> [(finding: Finding, secret: String)] {
        var fields = SecretFields()
        fields.read(file.json)
        return fields.secrets.map { secret in
            (finding(secret, at: file.origin.place(of: secret.value)), secret.text)
        }
    }

    /// A secret that was found: what it is, and the name that its value has.
    struct Secret {
        let message: String
        let name: String
        let value: JSONValue
        let text: String
        let help: String
    }

    private static let variableHelp =
        "leave the value empty, and give it at run time: --secret NAME=env:VARIABLE"
    private static let fieldHelp =
        "use a variable, '{{name}}', and give it at run time: --secret name=env:VARIABLE"

    // MARK: Variables

    private func findings(
        in file: AnalysisInput.VariableFile
    ) -> [(finding: Finding, secret: String)] {
        file.set.variables.compactMap { variable in
            Self.secret(in: variable).map { secret in
                (finding(secret, at: file.origin.place(of: secret.value)), secret.text)
            }
        }
    }

    fileprivate static func secret(in variable: VariableDefinition) -> Secret? {
        guard let value = variable.value, let text = value.string else { return nil }
        let name = variable.key
        let help = variableHelp.replacing("NAME", with: name)
        if let (shape, secret) = SecretShape.find(in: text, named: name) ?? SecretShape.bearer(text)
        {
            return Secret(
                message: "variable '\(name)' contains \(shape.rawValue)", name: name, value: value,
                text: secret, help: help)
        }
        guard SecretValue.isLiteral(text) else { return nil }
        let isSecret = variable.type == "secret"
        guard isSecret || isTelling(name, text) else { return nil }
        return Secret(
            message: isSecret
                ? "variable '\(name)' is of type secret, but the file has its value"
                : "variable '\(name)' looks like a secret, and the file has its value",
            name: name, value: value, text: text, help: help)
    }

    /// Whether a name and its value together look like a secret.
    static func isTelling(_ name: String, _ text: String) -> Bool {
        switch SuspiciousName.strength(of: name) {
        case .strong: !text.contains("://") || text.contains("@")
        case .weak: SecretValue.isRandom(text)
        case nil: false
        }
    }

    // MARK: Collections

    private func findings(
        in collection: CollectionContents
    ) -> [(finding: Finding, secret: String)] {
        var seen: Set<String> = []
        var findings: [(finding: Finding, secret: String)] = []
        func add(_ secret: Secret, _ element: Int, at place: Place) {
            // A value that several members pass on is in the file once.
            let position = place.position.map { ":\($0.line):\($0.column):" } ?? ":"
            guard seen.insert((place.file ?? "") + position + secret.text).inserted else { return }
            findings.append((finding(secret, at: place), secret.text))
        }
        for variable in collection.collection.variables {
            guard let secret = Self.secret(in: variable) else { continue }
            add(secret, 0, at: collection.place(of: secret.value, in: 0))
        }
        for (index, element) in collection.elements.enumerated() {
            var fields = SecretFields()
            fields.read(element)
            for secret in fields.secrets {
                add(
                    secret, index,
                    at: collection.place(of: secret.value, at: secret.text, in: index))
            }
        }
        for script in collection.scripts {
            for (secret, position) in SecretFields.secrets(in: script) {
                let place = collection.origin.place(
                    of: script.value, line: position.line, column: position.column)
                add(secret, script.element, at: collection.named(place, script.element))
            }
        }
        return findings
    }

    private func finding(_ secret: Secret, at place: Place) -> Finding {
        Finding(
            .literalSecret, secret.message, subject: secret.name, at: place.withoutText,
            help: [secret.help])
    }

    static func field(
        _ message: String, _ name: String, _ value: JSONValue, _ text: String
    ) -> Secret {
        Secret(message: message, name: name, value: value, text: text, help: fieldHelp)
    }
}

extension VariableDefinition {
    /// Whether its value must stay hidden: by its type or name, or because a check finds a secret.
    public var holdsSecret: Bool {
        type == "secret" || SecretName.isTelling(key) || SecretAnalysis.secret(in: self) != nil
    }
}
