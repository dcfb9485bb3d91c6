/// The variables and secrets that the command line gives.
struct VariableArguments {
    var environment: [VariableAssignment] = []
    var globals: [VariableAssignment] = []
    var collection: [VariableAssignment] = []
    /// Variables of the environment that are masked and never exported.
    var secrets: [NamedSecret] = []
    /// The sources of more of them, which may differ for each environment.
    var secretSources: [SecretsSource] = []
    /// Secrets of `pm.vault`.
    var vault: [NamedSecret] = []
    var dotenvFiles: [String] = []
}

/// A variable that the command line sets.
struct VariableAssignment: Equatable {
    var key: String
    var value: String
}
