import Diagnostics
import Variables

/// The warnings about variables that could not be put in as they were meant.
struct SubstitutionWarnings {
    private let scopes: VariableScopes
    /// The help for names that were undefined before: the search for a similar name runs once each.
    private var suggestions: [String: [String]] = [:]
    private static let keptSuggestions = 1_000

    init(scopes: VariableScopes) {
        self.scopes = scopes
    }

    /// The warning about a finding; nil if the request fails by it.
    mutating func diagnostic(_ finding: SubstitutionFinding) -> Diagnostic? {
        switch finding {
        case .nullInData(let name):
            Diagnostic(.warning, "variable '\(name)' is null in the data row")
        case .undefined(let name):
            Diagnostic(
                .warning, "variable '\(name)' is not defined", help: suggestions(for: name))
        case .object, .array: finding.structureWarning
        case .emptyPathVariable(let name):
            Diagnostic(
                .warning, "path variable '\(name)' has no value, so ':\(name)' stays in the URL",
                help: ["give it a value in the request's path variables"])
        case .selfReferring(let name):
            Diagnostic(
                .warning,
                "variable '\(name)' refers to itself, or through more than 18 others; "
                    + "'{{\(name)}}' is sent as it stands")
        case .tooLongURL: nil
        case .tooLarge(let name, let limit):
            Diagnostic(
                .warning,
                "variable '\(name)' and others add more than \(limit >> 20) MiB to a request; "
                    + "the rest is sent as it stands")
        }
    }

    private mutating func suggestions(for name: String) -> [String] {
        if let known = suggestions[name] { return known }
        let found = scopes.nearestName(to: name).map { ["did you mean '\($0)'?"] } ?? []
        if suggestions.count < Self.keptSuggestions { suggestions[name] = found }
        return found
    }
}

extension VariableScopes {
    /// The name of a variable that a misspelled one may mean.
    func nearestName(to name: String) -> String? {
        let names = inPrecedence.flatMap { $0.enabledEntries.map(\.key) }
        return Spelling.nearest(to: name, among: names)
    }
}
