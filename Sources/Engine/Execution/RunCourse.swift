import CollectionModel
import Diagnostics
import MonotonicClock
import OAuth2
import RunModel
import Scripting
import Variables

/// The course of a run: for each iteration, for each request, in order or as scripts choose.
struct RunCourse {
    private var data: DataRows
    private let context: RunContext
    private var sequence = 0
    /// Made when the first script names a request.
    private lazy var names = RequestNames(context.plan.items)

    init(data: DataRows, context: RunContext) {
        self.data = data
        self.context = context
    }

    private var plan: RunPlan { context.plan }
    private var settings: RunSettings { context.settings }
    private var interruption: RunEnd.Interruption? { context.ending.interruption }

    /// Runs the plan; returns why it ended before it was done, or nil.
    mutating func run() -> RunEnd.Interruption? {
        warnOfEmptyPlan()
        // Before the first request, since libcurl may still be loading on another thread.
        if plan.hasScripts { context.sandbox.prepare(plan.firstScripts) }
        // The first row's values may be those that the first tokens are requested with.
        context.scopes.data = data.iteration(0).scope
        if let obstacle = preflight() { return obstacle }
        let isDone = runIterations()
        // What another run's failure ends has not ended early if it was done.
        return isDone && context.isCut ? context.ending.bail : interruption
    }

    private func warnOfEmptyPlan() {
        guard plan.items.isEmpty else { return }
        context.publisher.warn(
            Diagnostic(
                .warning,
                plan.cut.all == 0
                    ? "the collection has no request to run"
                    : "the selected part of the collection has no request to run"))
    }

    /// Obtains the tokens that are certain to be needed, before the first request.
    private func preflight() -> RunEnd.Interruption? {
        let preflight = Preflight(items: plan.items) {
            [context] (item, owned) throws(OAuth2Error) in
            context.enterFolder(of: item)
            try context.authorization.prepare(owned)
        }
        guard let error = secretsError ?? preflight.run() else { return nil }
        if let interruption = context.services.interruption() { return interruption }
        context.missedToken = true
        return .authentication(error.diagnostic)
    }

    /// Why the secrets of the command line cannot be used; nil if they can.
    private var secretsError: OAuth2Error? {
        do throws(OAuth2Error) {
            try context.authorization.assignSecrets(among: plan.items) { [context] item in
                context.enterFolder(of: item)
            }
            return nil
        } catch {
            return error
        }
    }

    /// Runs the iterations; false if the run ended before they were done.
    private mutating func runIterations() -> Bool {
        bailIfFailed()
        let begin = Moment.now
        for iteration in 0..<(settings.duration == nil ? settings.iterationCount : .max) {
            if interruption != nil { return false }
            if isTimeOver(since: begin, at: iteration) { return true }
            let (scope, start) = data.iteration(iteration)
            context.scopes.data = scope
            context.publisher.publish(.iterationStarted(start))
            // An iteration that was cut short never finishes.
            if !runIteration(iteration) { return false }
            context.publisher.publish(.iterationFinished(iteration))
        }
        return true
    }

    /// Whether no further iteration begins, because the time is over or there is nothing to run.
    private func isTimeOver(since begin: Moment, at iteration: Int) -> Bool {
        guard let duration = settings.duration, iteration > 0 else { return false }
        return plan.items.isEmpty || begin.duration(to: .now) >= duration
    }

    /// Runs one iteration; false if the run ended in it.
    private mutating func runIteration(_ iteration: Int) -> Bool {
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
            if interruption != nil {
                let isLast = position.map { $0 >= plan.items.count } ?? true
                return isLast && context.isCut && !context.hasLeftOut
            }
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
                item: item, reference: reference, context: context, attempt: attempt)
            let next = run.run()
            attempt = run.attempt
            guard mayRepeat, attempt < rules.limit, let reason = context.publisher.heldFailure,
                let delay = context.wait(beforeRepeating: run.sent?.response)
            else { return next }
            wait(delay)
            if context.services.interruption() != nil { return next }
            context.publisher.supersedeAttempt(reference) { requests in
                AttemptRecord(
                    number: attempt, limit: rules.limit, requests: requests, reason: reason,
                    delay: delay)
            }
            attempt += 1
        }
    }

    /// Ends the run if what has failed is enough for that, and says how much of the plan is left.
    private func bailIfFailed(at item: ItemReference? = nil, _ index: Int = -1) {
        guard settings.bail.apply(to: context.publisher.failures) else { return }
        let iterations = settings.iterationCount - 1 - (item?.iteration ?? 0)
        let (later, _) = iterations.multipliedReportingOverflow(by: plan.items.count)
        let left = later &+ plan.items.count - 1 - index
        let isKnown = left > 0 && settings.duration == nil
        let rest = isKnown ? ", with \(left) request\(left == 1 ? "" : "s") left" : ""
        context.ending.bail = .bail(
            Diagnostic(
                .note, "the run ends at its \(settings.bail.occasion)\(rest)",
                at: Place(item: item?.path)))
    }

    private mutating func reference(
        _ item: PlannedItem, at position: Int, of iteration: Int
    ) -> ItemReference {
        defer { sequence += 1 }
        return ItemReference(
            id: item.id, name: item.name, folders: item.folders, iteration: iteration,
            sequence: sequence, position: position, file: item.file, line: item.line,
            startedAt: context.services.ambience.now())
    }

    /// The item that `setNextRequest` means: nil ends the iteration.
    private mutating func target(of name: String?) -> Int? {
        guard let name else { return nil }
        guard let (index, count) = names.find(name) else {
            warnOfUnknownTarget(name)
            return nil
        }
        if count > 1 { warnOfNamesakes(name, count) }
        return index
    }

    private func warnOfNamesakes(_ name: String, _ count: Int) {
        context.publisher.warn(
            Diagnostic(
                .warning, "'\(name)' is the name of \(count) requests; the last one is next",
                help: ["rename the requests, or give pm.execution.setNextRequest an id"]))
    }

    private func warnOfUnknownTarget(_ name: String) {
        context.publisher.warn(
            Diagnostic(
                .warning, "the next request '\(name)' does not exist; the iteration ends here",
                help: Spelling.nearest(to: name, among: plan.items.map(\.name))
                    .map { ["did you mean '\($0)'?"] } ?? []))
    }
}
