import CollectionAnalysis
import Diagnostics
import FindingReports
import Platform
import Scripting

/// `posthaste check`: reads collections and environments, and reports what is wrong in them.
struct CheckCommand {
    private let arguments: CheckArguments
    private let operands: [String]
    /// Whether the collections that the configuration names are among the operands.
    private let checksConfigured: Bool
    private let configuration: CheckConfiguration
    private let format: FindingFormat
    private let threshold: CheckArguments.Threshold
    private let ignored: IgnoreList

    init(_ parsed: ParsedArguments<CheckArguments>) throws {
        arguments = parsed.arguments
        configuration = try CheckConfiguration(arguments.configuration)
        let given = parsed.positionals
        checksConfigured = given.isEmpty || Set(configuration.collections).isSubset(of: given)
        operands = given.isEmpty ? CollectionPath.expanded(configuration.collections) : given
        format = arguments.format ?? configuration.format ?? .text
        threshold = arguments.threshold ?? configuration.threshold ?? .error
        ignored = try Self.ignoreList(configuration.ignored + arguments.ignored)
        if operands.isEmpty, arguments.environments.isEmpty, arguments.tenants.isEmpty,
            configuration.fileCount == 0
        {
            throw UsageError(
                message: "nothing to check is given",
                help: ["name collections, environments or a folder: 'posthaste check .'"])
        }
    }

    private static func ignoreList(_ entries: [String]) throws(UsageError) -> IgnoreList {
        do throws(IgnoreList.EntryError) {
            return try IgnoreList(entries)
        } catch {
            let rules = AnalysisRule.allCases.map(\.rawValue)
            let near = CommandSpelling.suggestion(for: error.rule, among: rules)
            throw UsageError(
                message: "'--ignore' has the unknown rule '\(error.rule)'",
                help: near.isEmpty ? ["the rules are " + rules.joined(separator: ", ")] : near)
        }
    }

    /// Checks; returns the exit code.
    func run() throws(InputError) -> Int32 {
        Interruption.endAtOnce()
        let inputs = try readInputs()
        let all = inputs.findings + CollectionAnalysis(inputs.input).findings()
        let findings = all.filter { !ignored.contains($0) }
        var report = FindingReport(
            findings, ignoredCount: all.count - findings.count, fileCount: inputs.fileCount,
            notes: notes(inputs), version: Version.text)
        report.checkoutPath = CheckoutPaths().path
        let usesColor = Console.usesColor(arguments.color, on: .output)
        let text = report.text(format, usesColor: usesColor)
        let isGuarded = format == .text && GuardedOutput.isNeeded
        StandardStream.output.write(isGuarded ? GuardedOutput.guarded(text) : text)
        let fails = findings.contains { threshold.isReached(by: $0.diagnostic.severity) }
        return (fails ? ExitCode.failed : .success).rawValue
    }

    private func readInputs() throws(InputError) -> CheckInputs {
        var inputs = CheckInputs()
        inputs.prepare(
            workingDirectory: arguments.workingDirectory ?? configuration.workingDirectory,
            isContinuousIntegration: arguments.isContinuousIntegration
                ?? !["", "false", "0"].contains(ProcessEnvironment["CI"] ?? ""))
        for operand in operands { try inputs.addOperand(operand) }
        let isGiven = !arguments.environments.isEmpty || !arguments.tenants.isEmpty
        let layers = isGiven ? arguments.environments : configuration.environments
        for layer in layers { try inputs.addVariables(layer, as: .layer) }
        let tenants = try EnvironmentPaths(
            isGiven ? arguments.tenants : configuration.tenants, of: "--each-environment",
            layers: layers)
        inputs.add(tenants.warnings)
        for path in tenants.paths { try inputs.addVariables(path, as: .tenant) }
        if let globals = arguments.globals ?? configuration.globals {
            try inputs.addVariables(globals, as: .globals)
        }
        if let data = arguments.iterationData ?? configuration.iterationData {
            try inputs.addData(data)
        }
        let isAll =
            !configuration.collections.isEmpty && checksConfigured
            && inputs.input.collections.count >= configuration.collections.count
        inputs.addConfiguration(configuration, selectsOfThese: isAll)
        inputs.addGivenNames(arguments.givenNames)
        return inputs
    }

    /// What could not be judged.
    private func notes(_ inputs: CheckInputs) -> [String] {
        var notes: [String] = []
        if !inputs.input.knowsEnvironment, !inputs.input.collections.isEmpty {
            notes.append(
                "no environment is given, so undefined variables are not reported; give -e or "
                    + "--each-environment")
        }
        if let diagnostic = ScriptSandbox.loadEngine() {
            notes.append("scripts are not parsed: " + diagnostic.message)
        }
        return notes
    }
}
