import CollectionModel
import Diagnostics
import JSON
import Variables

/// The variables that contain secrets, judged by their names and their uses.
///
/// The publisher masks values that are known to be secret. This type is for values that a report
/// would show before anything has used them.
struct SecretNames {
    /// The variables in secret parameters of auth blocks, in headers, queries and forms whose names
    /// suggest secrets, and those of type secret.
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
        names.formUnion(Self.namesInFields(of: plan))
        for scope in scopes.inPrecedence {
            names.formUnion(scope.entries.lazy.filter { $0.type == "secret" }.map(\.key))
        }
        self.names = names
    }

    /// The variables in fields whose names suggest secrets.
    ///
    /// Those of hosts are left out: a host is not a secret, and a report without it cannot be read.
    private static func namesInFields(of plan: RunPlan) -> Set<String> {
        var names: Set<String> = []
        var hosts: Set<String> = []
        for item in plan.items {
            for (key, value) in fields(of: item.request)
            where value.contains("{{") && mayHoldSecret(key) {
                names.formUnion(TemplateResolver.names(in: value))
            }
            hosts.formUnion(TemplateResolver.names(in: item.request.url.host ?? ""))
        }
        return names.subtracting(hosts)
    }

    /// The names and values of headers, of the query, and of a form.
    private static func fields(of request: RequestDefinition) -> [(String, String)] {
        var fields = request.headers.map { ($0.key, $0.value) }
        fields += (request.url.query ?? []).map { ($0.key ?? "", $0.value ?? "") }
        switch request.body {
        case .urlencoded(let form), .formdata(let form):
            fields += form.map { ($0.key, $0.value.string ?? "") }
        default: break
        }
        return fields
    }

    private static func mayHoldSecret(_ field: String) -> Bool {
        ["authorization", "proxy-authorization"].contains(field.lowercased())
            || SecretName.isTelling(field)
    }

    /// The secrets that authorizations of the plan have literally.
    static func literals(in plan: RunPlan) -> Set<String> {
        Set(Set(plan.items.compactMap(\.authorization)).flatMap(\.definition.literalSecrets))
    }

    /// Whether the variable of that name holds a secret.
    func contains(_ name: String) -> Bool { names.contains(name) || SecretName.isTelling(name) }
}
