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
    /// and what the values of such variables name.
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
        names = references.closure(of: direct)
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

    init(plan: RunPlan, scopes: VariableScopes) {
        for scope in scopes.inPrecedence {
            for entry in scope.entries where !entry.isDisabled {
                add(TemplateResolver.names(in: entry.value.text), of: entry.key)
            }
        }
        for variable in Set(plan.items.flatMap(\.folderVariables)) {
            add(TemplateResolver.names(in: variable.value?.string ?? ""), of: variable.key)
        }
    }

    private mutating func add(_ names: [String], of key: String) {
        if !names.isEmpty { named[key, default: []].formUnion(names) }
    }

    /// The variables whose values name others, and whose own names suggest secrets.
    var tellingNames: Set<String> { Set(named.keys.filter(SecretName.isTelling)) }

    /// The names with those that their values name, directly or through others.
    func closure(of names: Set<String>) -> Set<String> {
        var result = names
        var open = Array(names)
        while let name = open.popLast() {
            for next in named[name] ?? [] where result.insert(next).inserted { open.append(next) }
        }
        return result
    }
}
