import CollectionModel
import Diagnostics
import JSON
import RunModel
import Variables

/// The data rows of a run: what each iteration may use, and what reports show of it.
struct DataRows {
    private let data: IterationData
    /// Whether the first row follows the last one again.
    private let areRepeated: Bool
    /// Which columns hold secrets; nil without data.
    private let secretNames: SecretNames?
    private let addSecret: (String) -> Void
    /// The columns that were judged so far.
    private var judged: [String: Bool] = [:]

    private static let shownCells = 4
    private static let keptJudgements = 1_000

    /// Makes the rows of a run; `addSecret` receives the secrets of a row before it is used.
    init(
        _ data: IterationData, areRepeated: Bool, plan: RunPlan, scopes: VariableScopes,
        addSecret: @escaping (String) -> Void
    ) {
        self.data = data
        self.areRepeated = areRepeated
        self.addSecret = addSecret
        secretNames = data.count == 0 ? nil : SecretNames(plan: plan, scopes: scopes)
    }

    /// The variables of an iteration, and its beginning with the first values of its row.
    mutating func iteration(_ number: Int) -> (scope: VariableScope, start: IterationStart) {
        let row = data.row(of: areRepeated && data.count > 0 ? number % data.count : number)
        learnSecrets(of: row)
        var cells: [IterationStart.Cell] = []
        for member in row.members.prefix(Self.shownCells) {
            cells.append(.init(member.key, shown(member.value, of: member.key)))
        }
        return (VariableScope(row: row), IterationStart(number, row: cells))
    }

    /// Reports the values of secret columns, and of secret members in values.
    private mutating func learnSecrets(of members: JSONObject, isWithinSecret: Bool = false) {
        for member in members.members {
            let isSecret = isWithinSecret || isSecret(column: member.key)
            learnSecrets(of: member.value, isSecret: isSecret)
        }
    }

    private mutating func learnSecrets(of value: JSONValue, isSecret: Bool) {
        switch value.kind {
        case .object(let object): learnSecrets(of: object, isWithinSecret: isSecret)
        case .array(let elements):
            for element in elements { learnSecrets(of: element, isSecret: isSecret) }
        case .string(let text): if isSecret { addSecret(text) }
        case .number(let number): if isSecret { addSecret(number.literal) }
        case .null, .boolean: break
        }
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
        let isSecret = secretNames?.contains(column) == true
        if judged.count < Self.keptJudgements { judged[column] = isSecret }
        return isSecret
    }
}
