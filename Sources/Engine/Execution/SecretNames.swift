import CollectionModel
import Diagnostics
import JSON
import Variables

/// The variables that contain secrets, judged by their names and their uses.
///
/// The publisher masks values that are known to be secret. This type is for values that a report
/// would show before anything has used them.
struct SecretNames {
    private let names: Set<String>

    /// Judges the variables of a run: what its requests use as secrets, what has the type secret,
    /// and the variables that such ones have as their values.
    ///
    /// Those of hosts are left out unless their type or an authorization says more: a host is not
    /// a secret, and a report without it cannot be read.
    init(plan: RunPlan, scopes: VariableScopes) {
        let uses = plan.secretUses
        let references = References(plan: plan, scopes: scopes)
        var certain = uses.credentials
        for scope in scopes.inPrecedence {
            certain.formUnion(scope.entries.lazy.filter { $0.type == "secret" }.map(\.key))
        }
        let direct = certain.union(uses.fields).union(references.tellingNames)
        names = references.secretClosure(of: direct)
            .subtracting(references.closure(of: uses.hosts)).union(certain)
    }

    /// The secrets that authorizations of the plan have literally.
    static func literals(in plan: RunPlan) -> Set<String> {
        Set(Set(plan.items.compactMap(\.authorization)).flatMap(\.definition.literalSecrets))
    }

    /// Whether the variable of that name holds a secret.
    func contains(_ name: String) -> Bool { names.contains(name) || SecretName.isTelling(name) }
}

/// Which variables the values of variables name.
private struct References {
    private var named: [String: Set<String>] = [:]
    /// Those of them that are secret if the variable is.
    private var inherited: [String: Set<String>] = [:]

    init(plan: RunPlan, scopes: VariableScopes) {
        for scope in scopes.inPrecedence {
            for entry in scope.entries where !entry.isDisabled {
                add(entry.value.text, of: entry.key)
            }
        }
        for variable in Set(plan.items.flatMap(\.folderVariables)) {
            add(variable.value?.string ?? "", of: variable.key)
        }
    }

    private mutating func add(_ text: String, of key: String) {
        let labelled = TemplateResolver.labelledNames(in: text)
        if labelled.isEmpty { return }
        named[key, default: []].formUnion(labelled.map(\.name))
        let secret =
            Self.isOfTokens(text) ? labelled : labelled.filter { SecretName.isTelling($0.label) }
        if !secret.isEmpty { inherited[key, default: []].formUnion(secret.map(\.name)) }
    }

    /// Whether a text is made of tokens alone, behind the name of a scheme at most: in a longer
    /// one, they may be anything, such as the id in a scope.
    private static func isOfTokens(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let last = words.last, last.hasPrefix("{{"), last.hasSuffix("}}") else {
            return false
        }
        let names = last.dropFirst(2).dropLast(2).replacing("}}{{", with: "")
        return !names.contains("{{") && !names.contains("}}")
            && (words.count == 1
                || words.count == 2 && ["bearer", "basic"].contains(words[0].lowercased()))
    }

    /// The variables whose values name others, and whose own names suggest secrets.
    var tellingNames: Set<String> { Set(named.keys.filter(SecretName.isTelling)) }

    /// The names with those that their values name, directly or through others.
    func closure(of names: Set<String>) -> Set<String> { Self.closure(of: names, named) }

    /// The names with those whose values are theirs.
    func secretClosure(of names: Set<String>) -> Set<String> { Self.closure(of: names, inherited) }

    private static func closure(
        of names: Set<String>, _ next: [String: Set<String>]
    ) -> Set<String> {
        var result = names
        var open = Array(names)
        while let name = open.popLast() {
            for other in next[name] ?? [] where result.insert(other).inserted { open.append(other) }
        }
        return result
    }
}
