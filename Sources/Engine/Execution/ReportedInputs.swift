import CollectionModel
import Diagnostics
import JSON
import RunModel
import Variables

/// The collection and the variables as reports that show them receive them: secrets masked.
struct ReportedInputs {
    /// The collection, or nil if no report shows it.
    let collection: Collection?
    let plan: RunPlan
    let scopes: VariableScopes
    let publisher: EventPublisher

    /// The start of the run with its collection.
    func adding(to start: RunStart) -> RunStart {
        guard let collection else { return start }
        let names = SecretNames(plan: plan, scopes: scopes)
        let (json, secrets) = collection.reported(hidingVariables: names.contains)
        var start = start
        start.collection = publisher.redact(json, holding: secrets)
        return start
    }

    /// The end of the run with its environment and globals.
    func adding(to end: RunEnd) -> RunEnd {
        if collection == nil { return end }
        let names = SecretNames(plan: plan, scopes: scopes)
        var end = end
        end.environment = list(scopes.environment, hiding: names)
        end.globals = list(scopes.globals, hiding: names)
        return end
    }

    private func list(_ scope: VariableScope, hiding names: SecretNames) -> JSONValue {
        let values = scope.list(
            masking: { $0.type == "secret" || names.contains($0.key) }, by: Redactor.mask)
        var members: [(String, JSONValue)] = []
        if let id = scope.id { members.append(("id", .string(id))) }
        if let name = scope.name { members.append(("name", .string(name))) }
        return .object(members + [("values", values)])
    }
}
