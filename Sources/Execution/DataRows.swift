import CollectionModel
import Diagnostics
import JSON
import RunModel
import Variables

/// The data rows of a run: what each iteration may use, and what reports show of it.
struct DataRows {
    private let data: IterationData
    /// The columns whose values are secret, as far as the collection and its variables tell.
    private let secretColumns: Set<String>

    private static let shownCells = 4

    /// What makes a name that of a secret, in lower case without separators.
    private static let secretWords = [
        "password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey",
        "accesskey", "privatekey", "credential", "bearer", "jwt",
    ]

    init(_ data: IterationData, plan: RunPlan, scopes: VariableScopes) {
        self.data = data
        if data.count == 0 {
            secretColumns = []
            return
        }
        var names: Set<String> = []
        for authorization in Set(plan.items.compactMap(\.authorization)) {
            let definition = authorization.definition
            for parameter in definition.parameters
            where Self.isSecret(parameter.key) || definition.type == "apikey" {
                names.formUnion(TemplateResolver.names(in: parameter.value))
            }
        }
        for scope in scopes.inPrecedence {
            names.formUnion(scope.entries.lazy.filter { $0.type == "secret" }.map(\.key))
        }
        secretColumns = names
    }

    /// The variables of an iteration.
    func scope(of iteration: Int) -> VariableScope { VariableScope(row: data.row(of: iteration)) }

    /// The beginning of an iteration, with the first values of its row.
    func start(of iteration: Int) -> IterationStart {
        let members = data.row(of: iteration).members.prefix(Self.shownCells)
        return IterationStart(
            iteration, row: members.map { .init($0.key, shown($0.value, of: $0.key)) })
    }

    private func shown(_ value: JSONValue, of column: String) -> String {
        if secretColumns.contains(column) || Self.isSecret(column) { return Redactor.mask }
        return switch value.kind {
        case .object: "{…}"
        case .array: "[…]"
        case .string(let text): text.isEmpty ? "\"\"" : text
        case .null, .boolean, .number: VariableValue(value).text
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        let word = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return secretWords.contains { word.contains($0) }
    }
}
