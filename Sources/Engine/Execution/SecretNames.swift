import CollectionModel
import JSON
import Variables

/// The variables that contain secrets, judged by their names and their uses.
///
/// The publisher masks values that are known to be secret. This type is for values that a report
/// would show before anything has used them.
public struct SecretNames {
    /// The variables in secret parameters of auth blocks, and those of type secret.
    private let names: Set<String>

    /// What makes a name that of a secret, in lower case without separators.
    private static let words = [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey",
        "accesskey", "privatekey", "credential", "bearer", "jwt",
    ]

    init(plan: RunPlan, scopes: VariableScopes) {
        var names: Set<String> = []
        for authorization in Set(plan.items.compactMap(\.authorization)) {
            let definition = authorization.definition
            for parameter in definition.parameters
            where Self.isTelling(parameter.key) || definition.type == "apikey" {
                names.formUnion(TemplateResolver.names(in: parameter.value))
            }
        }
        for scope in scopes.inPrecedence {
            names.formUnion(scope.entries.lazy.filter { $0.type == "secret" }.map(\.key))
        }
        self.names = names
    }

    /// Whether the variable of that name holds a secret.
    func contains(_ name: String) -> Bool { names.contains(name) || Self.isTelling(name) }

    /// Whether a name suggests a secret.
    public static func isTelling(_ name: String) -> Bool {
        let word = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return words.contains { word.contains($0) }
    }
}
