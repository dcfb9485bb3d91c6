import CollectionModel
import Diagnostics
import JSON
import Variables

/// The variables that contain secrets, judged by their names and their uses.
///
/// The publisher masks values that are known to be secret. This type is for values that a report
/// would show before anything has used them.
struct SecretNames {
    /// The variables in secret parameters of auth blocks, and those of type secret.
    private let names: Set<String>

    init(plan: RunPlan, scopes: VariableScopes) {
        var names: Set<String> = []
        for authorization in Set(plan.items.compactMap(\.authorization)) {
            let definition = authorization.definition
            for parameter in definition.parameters
            where SecretName.isTelling(parameter.key) || definition.type == "apikey" {
                names.formUnion(TemplateResolver.names(in: parameter.value))
            }
        }
        for scope in scopes.inPrecedence {
            names.formUnion(scope.entries.lazy.filter { $0.type == "secret" }.map(\.key))
        }
        self.names = names
    }

    /// The secrets that authorizations of the plan have literally.
    static func literals(in plan: RunPlan) -> Set<String> {
        Set(Set(plan.items.compactMap(\.authorization)).flatMap(\.definition.literalSecrets))
    }

    /// Whether the variable of that name holds a secret.
    func contains(_ name: String) -> Bool { names.contains(name) || SecretName.isTelling(name) }
}
