public import CollectionModel
public import Diagnostics
public import Variables

/// What a run is made of, and what it starts with.
public struct RunInputs {
    /// The requests.
    public var plan: RunPlan
    /// The variables.
    public var scopes: VariableScopes
    /// The rows of the iterations.
    public var data: IterationData
    /// What is doubtful in the files that all this was read from.
    public var warnings: [Diagnostic]
    /// The collection, if a report wants all of it; nil saves the work.
    public var reportedCollection: Collection?

    /// Makes inputs.
    public init(
        plan: RunPlan, scopes: VariableScopes, data: IterationData = IterationData(),
        warnings: [Diagnostic] = []
    ) {
        self.plan = plan
        self.scopes = scopes
        self.data = data
        self.warnings = warnings
    }
}
