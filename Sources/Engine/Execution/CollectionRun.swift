import Authentication
import CollectionModel
import Diagnostics
import HTTPModel
import JSON
public import RunModel
import Scripting
import Variables

/// Runs a plan: for each iteration, for each request, in order or as scripts choose.
///
/// It lives on one thread; everything mutable that a run needs belongs to it. What happens is told
/// to the publisher's listeners; what is returned is only how it ended.
public final class CollectionRun {
    private let plan: RunPlan
    private var data: DataRows
    private let warnings: [Diagnostic]
    private let reportedCollection: Collection?
    private let start: RunStart
    private let settings: RunSettings
    private let context: RunContext
    private var sequence = 0
    private var begin = ContinuousClock.now
    /// The end that something failed puts to the run.
    private var bail: RunEnd.Interruption?

    /// Ends the process where `run()` never returns, because a script cannot be ended; called on another
    /// thread when the run has finished but for that.
    public var whenLost: (RunEnd) -> Void = { _ in }

    /// Makes a run.
    public init(
        _ inputs: RunInputs, start: RunStart, settings: RunSettings, services: RunServices,
        publisher: EventPublisher
    ) {
        let scopes = inputs.scopes
        plan = inputs.plan
        data = DataRows(inputs.data, plan: plan, scopes: scopes)
        warnings = inputs.warnings
        reportedCollection = inputs.reportedCollection
        self.start = start
        self.settings = settings
        context = RunContext(
            scopes: scopes, settings: settings, services: services, publisher: publisher)
    }

    /// Runs to the end; returns how it ended.
    public func run() -> RunEnd {
        begin = .now
        context.host.giveUp = { [unowned self] in giveUp($0) }
        context.host.runReferenced = {
            [unowned self] (reference, name, variables) throws(Failure) in
            try runReferenced(name, variables, for: reference)
        }
        context.publisher.publish(.runStarted(reported(start)))
        for warning in warnings { context.publisher.warn(warning) }
        if plan.items.isEmpty {
            context.publisher.warn(
                Diagnostic(
                    .warning,
                    plan.cut.all == 0
                        ? "the collection has no request to run"
                        : "what is selected of the collection has no request to run"))
        }
        // Before the first request, since libcurl may still be loading on another thread.
        if plan.hasScripts { context.sandbox.prepare(plan.firstScripts) }
        // The first row's values may be those that the first tokens are asked for with.
        context.scopes.data = data.iteration(0).scope
        var interruption = preflight()
        if interruption == nil {
            runIterations()
            interruption = self.interruption
        }
        return finish(interruption)
    }

    private func finish(_ interruption: RunEnd.Interruption?) -> RunEnd {
        let end = RunEnd(
            interruption: interruption, endedAt: context.services.ambience.now(),
            duration: begin.duration(to: .now))
        context.publisher.publish(.runFinished(reported(end)))
        return end
    }

    // MARK: What reports may want to know besides

    private func reported(_ start: RunStart) -> RunStart {
        guard let reportedCollection else { return start }
        let names = SecretNames(plan: plan, scopes: context.scopes)
        let (json, secrets) = reportedCollection.reported(hidingVariables: names.contains)
        var start = start
        start.collection = context.publisher.redact(json, holding: secrets)
        return start
    }

    private func reported(_ end: RunEnd) -> RunEnd {
        if reportedCollection == nil { return end }
        let names = SecretNames(plan: plan, scopes: context.scopes)
        var end = end
        end.environment = list(context.scopes.environment, hiding: names)
        end.globals = list(context.scopes.globals, hiding: names)
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

    // MARK: Items

    /// Ends the run from another thread: its own is lost to a script.
    private func giveUp(_ item: ItemReference) {
        let interruption =
            interruption
            ?? .script(
                Diagnostic(
                    .error, "the run ends here, because the script cannot be ended",
                    at: Place(item: item.path),
                    help: [
                        "it waits for promises in a loop that does nothing else, or one call of a "
                            + "built-in function takes for ever, as a regular expression may"
                    ]))
        whenLost(finish(interruption))
    }

    /// Whether a request was not sent because its token could not be had.
    public var missedToken: Bool { context.missedToken }

    /// Gets the tokens that the plan's requests will need, before the first of them (item by item
    /// where its scripts may yet set what the block asks for).
    private func preflight() -> RunEnd.Interruption? {
        var seen: Set<OwnedAuthorization> = []
        for item in plan.items {
            guard let authorization = item.authorization,
                authorization.definition.type == "oauth2", seen.insert(authorization).inserted
            else { continue }
            do throws(AuthenticationError) {
                try context.authorization.prepare(
                    authorization, mayChange: !item.prerequestScripts.isEmpty)
            } catch {
                if let interruption = context.services.interruption() { return interruption }
                context.missedToken = true
                return .authentication(error.diagnostic)
            }
        }
        return nil
    }

    /// Why the run ends before its plan is done; nil while it goes on.
    private var interruption: RunEnd.Interruption? { context.services.interruption() ?? bail }

    private func runIterations() {
        bailIfFailed()
        for iteration in 0..<settings.iterationCount {
            if interruption != nil { return }
            let (scope, start) = data.iteration(iteration)
            context.scopes.data = scope
            context.publisher.publish(.iterationStarted(start))
            let isComplete = runIteration(iteration)
            // An iteration that was cut short never finishes.
            if isComplete { context.publisher.publish(.iterationFinished(iteration)) }
        }
    }

    /// Runs one iteration; false where the run ended in it.
    private func runIteration(_ iteration: Int) -> Bool {
        var position: Int? = 0
        while let index = position, index < plan.items.count {
            wait(settings.itemDelay)
            if interruption != nil { return false }
            let item = plan.items[index]
            let reference = reference(item, at: index, of: iteration)
            context.publisher.publish(.itemStarted(reference))
            switch run(item, reference) {
            case .unchanged: position = index + 1
            case .named(let name): position = target(of: name)
            }
            context.publisher.publish(.itemFinished(reference))
            bailIfFailed(at: reference, index)
            if interruption != nil { return false }
        }
        return true
    }

    private func wait(_ delay: Duration?) {
        if let delay { context.services.sleep(delay / .seconds(1)) }
    }

    /// Runs an item, again and again as long as its tests fail and the user wants another attempt.
    private func run(_ item: PlannedItem, _ reference: ItemReference) -> NextRequest {
        let rules = settings.retry
        var attempt = 1
        while true {
            let mayRepeat = rules.retriesFailures && attempt < rules.limit
            if mayRepeat { context.publisher.holdAttempt() }
            var run = ItemRun(
                item: item, reference: reference, iterationCount: settings.iterationCount,
                context: context, attempt: attempt)
            let next = run.run()
            attempt = run.attempt
            guard mayRepeat, attempt < rules.limit, let reason = context.publisher.heldFailure
            else { return next }
            wait(rules.delay)
            if context.services.interruption() != nil { return next }
            context.publisher.supersedeAttempt(reference) { requests in
                AttemptRecord(
                    number: attempt, limit: rules.limit, requests: requests, reason: reason,
                    delay: rules.delay)
            }
            attempt += 1
        }
    }

    /// Ends the run where what has failed is enough for that, and says how much of the plan is left.
    private func bailIfFailed(at item: ItemReference? = nil, _ index: Int = -1) {
        guard settings.bail.apply(to: context.publisher.failures) else { return }
        let iterations = settings.iterationCount - 1 - (item?.iteration ?? 0)
        let (later, _) = iterations.multipliedReportingOverflow(by: plan.items.count)
        let left = later &+ plan.items.count - 1 - index
        let rest = left > 0 ? ", with \(left) request\(left == 1 ? "" : "s") left" : ""
        bail = .bail(
            Diagnostic(
                .note, "the run ends at its \(settings.bail.occasion)\(rest)",
                at: Place(item: item?.path)))
    }

    /// Runs a request of the collection for a script of the item.
    private func runReferenced(
        _ name: String, _ variables: JSONObject, for reference: ItemReference
    ) throws(Failure) -> HTTPResponse? {
        guard let index = plan.referable.index(named: name) else {
            throw Failure(
                name: "Error",
                message: "pm.execution.runRequest: the collection has no request '\(name)'")
        }
        let overrides = variables.members.map { ($0.key, VariableValue($0.value)) }
        return try context.scopes.local.overriding(overrides) { () throws(Failure) in
            var run = ItemRun(
                item: plan.referable[index], reference: reference,
                iterationCount: settings.iterationCount, context: context)
            return try run.runReferenced()
        }
    }

    private func reference(
        _ item: PlannedItem, at position: Int, of iteration: Int
    ) -> ItemReference {
        defer { sequence += 1 }
        return ItemReference(
            id: item.id, name: item.name, folders: item.folders, iteration: iteration,
            sequence: sequence, position: position, startedAt: context.services.ambience.now())
    }

    /// The item that `setNextRequest` means: nil ends the iteration.
    private func target(of name: String?) -> Int? {
        guard let name else { return nil }
        if let index = plan.items.index(named: name) { return index }
        context.publisher.warn(
            Diagnostic(
                .warning, "the next request '\(name)' does not exist; the iteration ends here",
                help: Spelling.nearest(to: name, among: plan.items.map(\.name))
                    .map { ["did you mean '\($0)'?"] } ?? []))
        return nil
    }
}
