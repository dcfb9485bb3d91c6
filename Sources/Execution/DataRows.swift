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
    /// The columns that were judged so far.
    private var judged: [String: Bool] = [:]

    private static let shownCells = 4
    private static let keptJudgements = 1_000

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

    /// The variables of an iteration, and its beginning with the first values of its row.
    mutating func iteration(_ number: Int) -> (scope: VariableScope, start: IterationStart) {
        let row = data.row(of: number)
        var cells: [IterationStart.Cell] = []
        for member in row.members.prefix(Self.shownCells) {
            cells.append(.init(member.key, shown(member.value, of: member.key)))
        }
        return (VariableScope(row: row), IterationStart(number, row: cells))
    }

    private mutating func shown(_ value: JSONValue, of column: String) -> String {
        if isSecret(column: column) { return Redactor.mask }
        return switch value.kind {
        case .object: "{…}"
        case .array: "[…]"
        case .string(let text): text.isEmpty ? "\"\"" : text
        case .null, .boolean, .number: VariableValue(value).text
        }
    }

    private mutating func isSecret(column: String) -> Bool {
        if let known = judged[column] { return known }
        let isSecret = secretColumns.contains(column) || Self.isSecret(column)
        if judged.count < Self.keptJudgements { judged[column] = isSecret }
        return isSecret
    }

    private static func isSecret(_ name: String) -> Bool {
        let word = name.lowercased().filter { $0.isLetter || $0.isNumber }
        return secretWords.contains { word.contains($0) }
    }
}
