import CollectionModel
import Diagnostics
import JSON

@testable import CollectionAnalysis

/// Files for analyses, written in the tests.
enum Sample {
    /// A collection with these items and other members, as JSON text.
    static func collection(
        _ items: String, _ members: String = ""
    ) throws -> AnalysisInput.CollectionFile {
        let text =
            "{\"info\": {\"name\": \"Orders\"}, \(members.isEmpty ? "" : members + ",")"
            + "\"item\": [\(items)]}"
        let source = JSONSource(name: "orders.json", bytes: Array(text.utf8))
        let collection = try DefinitionFile.collection(source)
        return .init(collection, from: .json(source, root: collection.json))
    }

    /// An environment with these variables.
    static func environment(
        _ name: String, _ values: String, as role: AnalysisInput.VariableFile.Role = .tenant
    ) throws -> AnalysisInput.VariableFile {
        let text = "{\"name\": \"\(name)\", \"values\": [\(values)]}"
        let source = JSONSource(name: "\(name).json", bytes: Array(text.utf8))
        let set = try DefinitionFile.environment(source)
        return .init(set, from: .json(source, root: set.json), as: role)
    }

    /// The findings as `rule subject`.
    static func findings(_ input: AnalysisInput) -> [String] {
        CollectionAnalysis(input).findings().map { "\($0.rule.rawValue) \($0.subject)" }
    }

    /// The findings of one collection, and perhaps of environments.
    static func findings(
        _ items: String, _ members: String = "",
        environments: [AnalysisInput.VariableFile] = []
    ) throws -> [String] {
        var input = AnalysisInput()
        input.collections = [try collection(items, members)]
        input.variables = environments
        return findings(input)
    }
}
