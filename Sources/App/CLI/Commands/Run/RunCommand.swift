import CurlTransport
import Diagnostics
import Execution
import Platform
import RunModel
import Scripting

/// `posthaste run`: has the runs assembled, runs them, and decides the exit code.
///
/// Each collection, environment and data row that the user names so is a run of its own. It starts
/// with the same files, and inherits nothing from other runs but the secrets that reports mask.
struct RunCommand {
    let assembly: RunAssembly
    /// The files of reports and exports.
    let written = WrittenFiles()
    private let libraries = LibraryWarmUp()

    var arguments: RunArguments { assembly.arguments }
    var console: Console { assembly.console }

    init(_ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        assembly = try RunAssembly(parsed)
    }

    /// Runs the command with these words after its name; returns the exit code.
    static func run(_ words: [String]) throws -> Int32 {
        let command: RunCommand
        do {
            let parsed = try RunArguments.read(words, RunArguments.options)
            if parsed.arguments.wantsHelp { return try Help.show(about: ["run"]) }
            command = try RunCommand(parsed)
        } catch {
            FailedStart(words: words)?.report(diagnostic(of: error))
            throw error
        }
        return command.run()
    }

    /// Runs the command; returns the exit code.
    func run() -> Int32 {
        defer { libraries.finish() }
        do {
            let code = try execute()
            return signalCode ?? code
        } catch {
            return end(because: error)
        }
    }

    /// Reports, also in the files of reports, why the run cannot begin; returns the exit code.
    private func end(because error: any Error) -> Int32 {
        let reports = FailedStart(arguments, collections: assembly.collectionPaths)
        if let input = error as? InputError {
            if let interruption = assembly.reason(for: .process) {
                let reason = ended(input, by: interruption)
                console.report(reason)
                reports?.report(reason, interruption)
                return signalCode ?? shown(ExitCode.failed.rawValue)
            }
            for diagnostic in input.diagnostics { console.report(diagnostic) }
        } else {
            console.report(Self.diagnostic(of: error))
        }
        reports?.report(Self.diagnostic(of: error))
        return signalCode ?? Self.code(of: error).rawValue
    }

    /// What to report if a signal or the time ended the command while the input was read.
    private func ended(_ input: InputError, by interruption: RunEnd.Interruption) -> Diagnostic {
        if case .signal(let number) = interruption { return input.interruption(by: number) }
        return interruption.diagnostic.map(input.ended) ?? Self.diagnostic(of: input)
    }

    private static func code(of error: any Error) -> ExitCode {
        switch error {
        case is InputError: .input
        case is LibraryWarmUp.MissingLibrary: .missingLibrary
        default: .failed
        }
    }

    /// Why a run cannot begin, in one diagnostic.
    private static func diagnostic(of error: any Error) -> Diagnostic {
        switch error {
        case let error as UsageError: error.diagnostic(.error)
        case let error as InputError:
            error.diagnostics.first ?? Diagnostic(.error, "the run cannot start")
        case let error as ListenerError: error.diagnostic
        case let error as LibraryWarmUp.MissingLibrary: error.diagnostic
        default: Diagnostic(.error, "the run cannot start: \(error)")
        }
    }

    /// Reads and checks everything that any of the runs needs, then runs them.
    private func execute() throws -> Int32 {
        let all = assembly.keepingLastFailed(try readSources())
        let (sources, plans, shard) = try assembly.sharded(all, try assembly.plans(all.files))
        sources.files.forEach(assembly.reportFindings)
        if arguments.selection.isListing {
            assembly.list(plans, of: sources)
            return ExitCode.success.rawValue
        }
        let haveScripts = plans.contains(where: \.hasScripts)
        let jobs = try jobs(of: plans.count, haveScripts: haveScripts)
        let secrets = SharedSecrets()
        for secret in sources.network.secrets { secrets.add(secret) }
        let shared = try SharedServices(arguments, console: console)
        for secret in shared.secrets { secrets.add(secret) }
        if haveScripts { try libraries.loadEngine() }
        // Only now, so that an error before the runs leaves no empty reports.
        let reports = Reports(
            arguments: arguments, runCount: plans.count, written: written, jobs: jobs,
            shard: shard)
        let set = RunSet(sources: sources, plans: plans, shared: shared, secrets: secrets)
        assembly.locateBodyFiles(set)
        let course = try SharedCourse(set, reports, assembly)
        if haveScripts { libraries.startTransport() }
        // A thread cannot start while a library is loaded.
        if jobs > 1 { CurlTransport.load() }
        return run(course)
    }

    /// Reads all files.
    ///
    /// Scripts are expected of a collection only if all of it will run.
    private func readSources() throws(InputError) -> RunSources {
        if arguments.selection.isPart || arguments.selection.isListing {
            return try assembly.readSources()
        }
        return try assembly.readSources(expectScripts: libraries.expectScripts)
    }

    /// How many of so many runs go on side by side, with what the system lets the process have.
    private func jobs(of runCount: Int, haveScripts: Bool) throws(ListenerError) -> Int {
        let jobs = arguments.several.jobs(runCount: runCount)
        let byScripts =
            haveScripts ? ResourceLimits.scriptRuns(upTo: jobs) : (count: jobs, reason: "")
        if byScripts.count == 0 {
            throw ListenerError(
                Diagnostic(.error, "\(byScripts.reason), which is too little for scripts"))
        }
        if jobs == 1 { return 1 }
        let byFiles = FileBudget.jobs(upTo: jobs)
        let possible = min(byFiles.count, byScripts.count)
        if possible == jobs { return jobs }
        let reason = possible == byFiles.count ? byFiles.reason : byScripts.reason
        console.report(
            Diagnostic(
                .note, "\(possible) of \(jobs) runs go on side by side, because \(reason)"))
        return possible
    }

    // MARK: The runs

    private func run(_ course: SharedCourse) -> Int32 {
        if let limit = arguments.control.timeoutMilliseconds, limit > 0 {
            assembly.interruption.setDeadline(afterMilliseconds: limit)
        }
        signIn(course)
        let pool = RunPool(
            runCount: course.set.plans.count, jobs: course.reports.jobs,
            rules: .init(
                failsFast: arguments.several.failsFast,
                bailEndsAll: !arguments.several.areByTenant && course.reports.jobs == 1),
            stop: course.stop,
            make: { work($0, course) }, conclude: { conclude($0, $1, course) })
        func finish() -> Int32 {
            let code = self.finish(pool, course)
            return signalCode ?? code
        }
        pool.run(whenLost: { ProcessEnvironment.exit(finish()) })
        let code = finish()
        if pool.hasLostThread { ProcessEnvironment.exit(code) }
        return code
    }

    /// Lets a person sign in for one run after the other, before any of them sends a request.
    ///
    /// The runs find the tokens among those that they share.
    private func signIn(_ course: SharedCourse) {
        guard course.set.plans.count > 1, Presence.obstacle == nil else { return }
        for index in course.set.plans.indices where course.set.plans[index].usesOAuth2 {
            if course.stop.isRequested { return }
            let publisher = EventPublisher(
                listeners: [WarningListener(console)], secrets: course.set.secrets,
                listenerFailed: { _ in })
            assembly.tokens(index, course.set, publisher, stop: course.stop).signIn()
        }
    }

    private func work(_ index: Int, _ course: SharedCourse) -> RunWork {
        let verdict = RunVerdict()
        var listeners: [any RunListener] = [verdict, course.merge.listener(of: index)]
        if let view = course.view { listeners.append(view.listener(of: index)) }
        let publisher = EventPublisher(
            listeners: listeners, isStrict: arguments.control.isStrict, secrets: course.set.secrets,
            listenerFailed: { console.report($0.diagnostic) })
        return assembly.work(index, course.set, publisher, verdict, stop: course.stop)
    }

    /// Ends the reports; returns the exit code of all runs and of the reports.
    private func finish(_ pool: RunPool, _ course: SharedCourse) -> Int32 {
        let leftOutCode = reportLeftOut(pool, course)
        writeFailedRequests(course)
        course.view?.finish()
        course.merge.finish()
        console.output.flush()
        course.reports.conclude(console)
        return max(pool.code, leftOutCode, course.reportsCode)
    }

    /// Keeps which requests failed, for the next command.
    ///
    /// Only users of `--last-failed` need to know that this is not possible.
    private func writeFailedRequests(_ course: SharedCourse) {
        guard let failure = course.failedRequests.finish(), arguments.selection.isLastFailed
        else { return }
        console.report(
            Diagnostic(
                .warning, "the list of failed requests cannot be written: \(failure.message)"))
    }

    /// Adds a run to the list of failed requests; those that it left out must run as well.
    private func noteFailedRequests(
        of work: RunWork, isComplete: Bool, _ course: SharedCourse
    ) {
        guard let list = assembly.failedRequests(work.files) else { return }
        let planned = isComplete ? nil : course.set.plans[work.number].requestIDs
        let verdict = work.verdict
        // The last one may have been cut short, with no failure of its own.
        let leftOut = planned?.filter {
            $0 == verdict.lastItem || !verdict.finishedItems.contains($0)
        }
        course.failedRequests.add(work, to: list, leavingOut: leftOut)
    }

    /// Ends one run: prints why it ended if no report does, and exports.
    private func conclude(_ end: RunEnd, _ work: RunWork, _ course: SharedCourse) -> RunPool.Result
    {
        course.set.users(of: work.number)?.end(work.number)
        if course.view == nil { console.output.flush() }
        noteFailedRequests(of: work, isComplete: end.interruption == nil, course)
        if !arguments.reports.reachTerminal, let diagnostic = end.interruption?.diagnostic {
            console.report(work.publisher.redact(work.placed(diagnostic)))
        }
        let secrets =
            course.set.sources.given.secretValues + work.files.environment.secrets.map(\.value)
        let isExported = export(work, withholding: secrets)
        let code = max(exitCode(end, work.run), work.verdict.code)
        let exportCode = (isExported ? ExitCode.success : .failed).rawValue
        return RunPool.Result(
            end: end, code: max(shown(code), exportCode),
            hasFailed: max(code, exportCode) != ExitCode.success.rawValue)
    }

    /// Reports the last runs, which did not begin; returns the exit code for that.
    ///
    /// If none of the runs before them has ended the command, the first of these was interrupted:
    /// what did not run has not passed.
    private func reportLeftOut(_ pool: RunPool, _ course: SharedCourse) -> Int32 {
        let count = pool.leftOutCount
        guard count > 0 else { return ExitCode.success.rawValue }
        var interruption = pool.isStopped ? nil : assembly.reason(for: assembly.interruption)
        let code: ExitCode = interruption == nil ? .success : .failed
        for index in course.set.plans.indices.suffix(count) {
            let publisher = EventPublisher(
                listeners: [course.merge.listener(of: index)], secrets: course.set.secrets,
                listenerFailed: { console.report($0.diagnostic) })
            let work = assembly.work(
                index, course.set, publisher, RunVerdict(), stop: course.stop)
            work.run.leaveOut(because: interruption ?? .notBegun(assembly.reasonForLeavingOut))
            noteFailedRequests(of: work, isComplete: false, course)
            interruption = nil
        }
        let noun = arguments.several.areByTenant ? "run" : "collection"
        let message = Self.leftOutMessage(count, of: course.set.plans.count, noun)
        console.report(Diagnostic(.warning, message))
        return shown(code.rawValue)
    }

    /// The message that so many of all runs did not begin.
    static func leftOutMessage(_ count: Int, of all: Int, _ noun: String) -> String {
        switch (count, all) {
        case (1, 1): "the \(noun) did not run"
        case (1, _): "the last \(noun) did not run"
        case (all, all): "none of the \(all) \(noun)s ran"
        default: "the last \(count) \(noun)s did not run"
        }
    }

    // MARK: Exit codes

    /// The exit code for the result of runs, which `-x` may make 0.
    ///
    /// A report or an export that is lost is not a result.
    private func shown(_ code: Int32) -> Int32 {
        code == ExitCode.failed.rawValue && arguments.control.suppressesExitCode
            ? ExitCode.success.rawValue : code
    }

    /// The exit code of the process after a signal, even one that came after the last request.
    private var signalCode: Int32? { Interruption.process.signal.map { 128 + Int32($0) } }

    private func exitCode(_ end: RunEnd, _ run: CollectionRun) -> Int32 {
        if case .timeout? = end.interruption { return ExitCode.failed.rawValue }
        if case .authentication? = end.interruption { return ExitCode.token.rawValue }
        return (run.missedToken ? ExitCode.token : .success).rawValue
    }
}
