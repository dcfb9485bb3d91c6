import CurlTransport
import Diagnostics
import Execution
import Platform
import RunModel
import Scripting

/// `posthaste run`: has the runs assembled, runs them, and decides the exit code.
///
/// Each collection is a run of its own. It starts with the same files, and inherits nothing from
/// earlier runs but the secrets that reports mask.
struct RunCommand {
    let assembly: RunAssembly
    /// The files of reports and exports.
    let written = WrittenFiles()

    var arguments: RunArguments { assembly.arguments }
    var console: Console { assembly.console }

    init(_ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        assembly = try RunAssembly(parsed)
    }

    /// Runs the command; returns the exit code.
    func run() -> Int32 {
        do {
            return finalCode(try execute())
        } catch let error as InputError {
            if Interruption.process.signal != nil { return finalCode(ExitCode.input.rawValue) }
            for diagnostic in error.diagnostics { console.report(diagnostic) }
            return ExitCode.input.rawValue
        } catch let error as ListenerError {
            console.report(error.diagnostic)
        } catch let error as LibraryWarmUp.MissingLibrary {
            console.report(error.diagnostic)
            return ExitCode.missingLibrary.rawValue
        } catch {
            console.report(Diagnostic(.error, "the run cannot start: \(error)"))
        }
        return ExitCode.failed.rawValue
    }

    /// Reads and checks everything that any of the runs needs, then runs them one after the other.
    private func execute() throws -> Int32 {
        let sources = try assembly.readSources()
        let plans = try assembly.plans(sources.files)
        sources.files.forEach(assembly.reportFindings)
        if arguments.selection.isListing {
            assembly.list(plans, of: sources.files)
            return ExitCode.success.rawValue
        }
        let verdict = RunVerdict()
        let publisher = EventPublisher(
            listeners: [verdict], isStrict: arguments.control.isStrict,
            listenerFailed: { error in
                verdict.hasFailedReport = true
                console.report(error.diagnostic)
            })
        for secret in sources.network.secrets { publisher.addSecret(secret) }
        let works = try assembly.runs(sources, plans, publisher)
        let libraries = try LibraryWarmUp(forScripts: plans.contains(where: \.hasScripts))
        // Only now, so that an error before the runs leaves no empty reports.
        let reports = Reports(arguments: arguments, runCount: works.count, written: written)
        publisher.add(try reports.listeners(console))
        libraries.start()
        defer { libraries.finish() }
        return run(
            works,
            Course(
                publisher: publisher, reports: reports, console: console, verdict: verdict,
                given: sources.given))
    }

    // MARK: The runs

    /// What the runs have in common while they proceed.
    private struct Course {
        let publisher: EventPublisher
        let reports: Reports
        let console: Console
        let verdict: RunVerdict
        let given: GivenVariables

        /// Ends the reports; returns the higher of the code and that of the reports.
        func finish(_ code: Int32) -> Int32 {
            publisher.finish()
            console.output.flush()
            reports.conclude(console)
            return max(code, verdict.code)
        }
    }

    /// Runs one after the other.
    ///
    /// Each is released when it has run, since its scripts may hold much memory.
    private func run(_ works: consuming [RunWork], _ course: Course) -> Int32 {
        var code = ExitCode.success.rawValue
        if let limit = arguments.control.timeoutMilliseconds, limit > 0 {
            assembly.interruption.setDeadline(afterMilliseconds: limit)
        }
        while !works.isEmpty {
            let work = works.removeFirst()
            let left = works.count
            let end = work.run.run(whenLost: { [code] end in
                reportLeftOut(left)
                let code = course.finish(max(code, conclude(end, work, course)))
                ProcessEnvironment.exitAtOnce(finalCode(code))
            })
            code = max(code, conclude(end, work, course))
            if Self.endsAllRuns(end) {
                reportLeftOut(left)
                break
            }
        }
        return course.finish(code)
    }

    /// Ends one run: prints why it ended if no report does, and exports; returns its exit code.
    private func conclude(_ end: RunEnd, _ work: RunWork, _ course: Course) -> Int32 {
        console.output.flush()
        assembly.failedRequests(work.files)?.update(
            failed: course.verdict.failedItems, ran: course.verdict.finishedItems)
        if !arguments.reports.reachTerminal, let diagnostic = end.interruption?.diagnostic {
            console.report(course.publisher.redact(diagnostic))
        }
        let isExported = export(work, withholding: course.given.secretValues, course.publisher)
        return max(
            exitCode(end, work.run), course.verdict.code,
            (isExported ? ExitCode.success : .failed).rawValue)
    }

    private static func endsAllRuns(_ end: RunEnd) -> Bool {
        switch end.interruption {
        case .signal, .timeout, .bail: true
        case .authentication, .script, .lost, nil: false
        }
    }

    private func reportLeftOut(_ count: Int) {
        guard count > 0 else { return }
        let what = count == 1 ? "the last collection" : "the last \(count) collections"
        console.report(Diagnostic(.warning, "\(what) did not run"))
    }

    // MARK: Exit codes

    /// The exit code of the process.
    ///
    /// A signal decides it, even one that came after the last request.
    private func finalCode(_ code: Int32) -> Int32 {
        if let number = Interruption.process.signal { return 128 + Int32(number) }
        return code == ExitCode.failed.rawValue && arguments.control.suppressesExitCode
            ? ExitCode.success.rawValue : code
    }

    private func exitCode(_ end: RunEnd, _ run: CollectionRun) -> Int32 {
        if case .timeout? = end.interruption { return ExitCode.failed.rawValue }
        if case .authentication? = end.interruption { return ExitCode.token.rawValue }
        return (run.missedToken ? ExitCode.token : .success).rawValue
    }
}
