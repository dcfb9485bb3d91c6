import Diagnostics
public import RunModel
import Variables

/// One run of a plan: what it is made of, and how it is started.
///
/// It lives on one thread; everything mutable that a run needs belongs to it, so that several runs
/// may go on side by side. What happens goes to the publisher's listeners; `run` returns only how
/// it ended.
public final class CollectionRun {
    private let inputs: RunInputs
    private let start: RunStart
    private let settings: RunSettings
    private let services: RunServices
    private let publisher: EventPublisher
    /// Whether a request was not sent because its token could not be obtained.
    public private(set) var missedToken = false

    /// Creates a run.
    public init(
        _ inputs: RunInputs, start: RunStart, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        self.inputs = inputs
        self.start = start
        self.settings = settings
        self.services = services
        self.publisher = publisher
        publisher.learnSecrets(of: inputs)
    }

    /// Runs to the end.
    ///
    /// - Parameter whenLost: Ends the process if this function never returns, because a script
    ///   cannot be ended. It is called on another thread, after the run's last event.
    /// - Returns: How the run ended.
    public func run(whenLost: @escaping (RunEnd) -> Void = { _ in }) -> RunEnd {
        let reported = reportedInputs
        let ending = RunEnding(
            services: services, publisher: publisher, reported: reported, whenLost: whenLost)
        let context = RunContext(
            plan: inputs.plan, scopes: inputs.scopes, settings: settings, services: services,
            publisher: publisher, ending: ending)
        defer { missedToken = context.missedToken }
        var data = rows
        let start = named(start, by: &data)
        var course = RunCourse(data: data, context: context)
        let watch = settings.thresholds.isEmpty ? nil : ThresholdWatch(settings.thresholds)
        if let watch { publisher.add([watch]) }
        publisher.publish(.runStarted(reported.adding(to: start)))
        for warning in inputs.warnings { publisher.warn(warning) }
        if let warning = publisher.weakSecretsWarning { publisher.warn(warning) }
        let interruption = course.run()
        watch?.publishVerdicts(at: services.ambience.now(), services, to: publisher)
        return ending.finish(interruption)
    }

    /// Publishes that the run sends nothing, and why.
    public func leaveOut(because interruption: RunEnd.Interruption) {
        let reported = reportedInputs
        var data = rows
        publisher.publish(.runStarted(reported.adding(to: named(start, by: &data))))
        let end = RunEnd(
            interruption: interruption, endedAt: services.ambience.now(), duration: .zero)
        publisher.publish(.runFinished(reported.adding(to: end)))
    }
}

extension EventPublisher {
    /// Adds what the inputs of a run have as secrets.
    public func learnSecrets(of inputs: RunInputs) {
        secretNames = { SecretNames(plan: inputs.plan, scopes: inputs.scopes) }
        isInUse = { inputs.scopes.contain($0) }
        inputs.scopes.reportSecrets(to: self)
        for secret in SecretNames.literals(in: inputs.plan) { addSecret(secret) }
    }
}

extension CollectionRun {
    /// What reports see of the collection and the variables.
    private var reportedInputs: ReportedInputs {
        ReportedInputs(
            collection: inputs.reportedCollection, plan: inputs.plan, scopes: inputs.scopes,
            publisher: publisher)
    }

    private var rows: DataRows {
        DataRows(
            inputs.data, areRepeated: settings.duration != nil, plan: inputs.plan,
            scopes: inputs.scopes,
            addSecret: { [publisher] in publisher.addSecret($0, for: .iteration) })
    }

    /// Adds the data row to the name of a run that has only one.
    private func named(_ start: RunStart, by data: inout DataRows) -> RunStart {
        guard let row = start.rowNumber else { return start }
        var named = start
        let cells = data.iteration(0).start.rowText.map { " (\($0))" } ?? ""
        let parts = [start.label, "row \(row + 1)\(cells)"].compactMap(\.self)
        named.label = parts.filter { !$0.isEmpty }.joined(separator: " / ")
        return named
    }
}

extension VariableScopes {
    /// Puts the variables of an item's folders in force, and has the publisher mask the secret
    /// ones.
    func enterFolder(of item: PlannedItem, reportingTo publisher: EventPublisher) {
        if item.folderVariables.isEmpty && folder.entries.isEmpty { return }
        folder = VariableScope(variables: item.folderVariables)
        folder.reportSecrets(to: publisher)
    }

    /// Has the publisher mask the value of every secret variable, now and whenever it changes.
    func reportSecrets(to publisher: EventPublisher) {
        for scope in all { scope.reportSecrets(to: publisher) }
    }

    /// Whether the value of a variable is the secret or contains it.
    ///
    /// A value that contains it in another spelling is a secret of its own.
    fileprivate func contain(_ secret: String) -> Bool {
        let bytes = Array(secret.utf8)
        return all.contains { scope in
            scope.entries.contains { !$0.isDisabled && Self.text($0.value.text, has: bytes) }
        }
    }

    private static func text(_ text: String, has bytes: [UInt8]) -> Bool {
        guard text.utf8.count >= bytes.count else { return false }
        var rest = Array(text.utf8)[...]
        while rest.count >= bytes.count {
            if rest.starts(with: bytes) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    private var all: [VariableScope] { inPrecedence + [vault].compactMap(\.self) }
}

extension VariableScope {
    /// Has the publisher mask the value of every secret variable, now and whenever it changes.
    ///
    /// The values of files are few: they are masked in the whole run.
    fileprivate func reportSecrets(to publisher: EventPublisher) {
        for entry in entries where !entry.isDisabled {
            if entry.type == "secret" {
                publisher.addSecret(entry.value.text, of: entry.key)
            } else if publisher.isSecretName(entry.key) {
                publisher.learn(entry, for: .run)
            }
        }
        observer = { [weak publisher] in publisher?.learn($0, for: .use) }
    }
}
