import Authentication
import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import Platform
import RunModel
import Scripting
import Variables

/// `posthaste run`: loads, wires, runs, and decides the exit code.
///
/// Each collection is a run of its own: with the same files to start from, and nothing of the runs before
/// it but the secrets that they have taught the reports to mask.
struct RunCommand {
    let arguments: RunArguments
    let collectionPaths: [String]
    let namePattern: NamePattern?
    let console: Console

    init(_ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        guard !parsed.positionals.isEmpty else {
            throw UsageError(
                message: "no collection is given",
                help: [
                    "give the file that Postman exported: 'posthaste run orders.json'",
                    "or name it in posthaste.json: {\"collection\": \"orders.json\"}",
                ])
        }
        var arguments = parsed.arguments
        try arguments.settleReporters()
        self.arguments = arguments
        collectionPaths = parsed.positionals
        try InputFiles.checkStandardInput(
            collectionPaths
                + [
                    arguments.environment, arguments.globals, arguments.iterationData,
                    arguments.cookieJar,
                ] + arguments.tokenSecrets.all.map { $0 == .standardInput ? "-" : nil })
        try Self.checkAssertion(arguments)
        namePattern = try Self.namePattern(arguments)
        if collectionPaths.count > 1 { try Self.checkFolders(arguments.exports) }
        try arguments.control.check()
        console = Console(color: arguments.color)
    }

    /// Runs the command; returns the exit code.
    func run() -> Int32 {
        do {
            return finalCode(try execute())
        } catch let error as InputError {
            if Interruption.signal != nil { return finalCode(ExitCode.input.rawValue) }
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
        let given = try GivenVariables(arguments)
        let network = try Network(arguments.network, console: console)
        let files = try readFiles(
            InputFiles(network: network, api: PostmanAPI(keyWord: arguments.postmanAPIKey)), given)
        let plans = try plans(files)
        files.forEach(tellFindings)
        if arguments.isListing {
            list(plans, of: files)
            return ExitCode.success.rawValue
        }
        let inputs = zip(files, plans).map { runInputs($0, $1, given) }
        let verdict = RunVerdict()
        let publisher = EventPublisher(
            listeners: [verdict], isStrict: arguments.isStrict,
            listenerFailed: { error in
                verdict.hasFailedReport = true
                console.report(error.diagnostic)
            })
        for secret in network.secrets { publisher.addSecret(secret) }
        let works = try works(zip(files, inputs), network, publisher)
        let libraries = try LibraryWarmUp(forScripts: plans.contains(where: \.hasScripts))
        // Only now, so that what prevents the runs leaves no empty reports.
        let reports = Reports(arguments: arguments, runCount: works.count)
        publisher.add(try reports.listeners(console))
        libraries.start()
        defer { libraries.finish() }
        return run(
            works,
            Course(
                publisher: publisher, output: console.output, verdict: verdict, given: given))
    }

    // MARK: The runs

    /// What the runs have in common while they go on.
    private struct Course {
        let publisher: EventPublisher
        let output: BufferedOutput
        let verdict: RunVerdict
        let given: GivenVariables

        /// Ends the reports; returns the code that they give to what the runs came to.
        func finish(_ code: Int32) -> Int32 {
            publisher.finish()
            output.flush()
            return max(code, verdict.code)
        }
    }

    /// Each is let go when it has run: its scripts' world may be large.
    private func run(_ works: consuming [RunWork], _ course: Course) -> Int32 {
        var code = ExitCode.success.rawValue
        if let limit = arguments.control.timeoutMilliseconds, limit > 0 {
            Interruption.setDeadline(afterMilliseconds: limit)
        }
        while !works.isEmpty {
            let work = works.removeFirst()
            let left = works.count
            let end = work.run.run(whenLost: { [code] end in
                tellLeftOut(left)
                let code = course.finish(max(code, conclude(end, work, course)))
                ProcessEnvironment.exitAtOnce(finalCode(code))
            })
            code = max(code, conclude(end, work, course))
            if Self.endsAllRuns(end) {
                tellLeftOut(left)
                break
            }
        }
        return course.finish(code)
    }

    /// Ends one run: says what no report on the terminal says, and exports; returns its exit code.
    private func conclude(_ end: RunEnd, _ work: RunWork, _ course: Course) -> Int32 {
        course.output.flush()
        if !arguments.tellsOnTerminal, let diagnostic = end.interruption?.diagnostic {
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

    private func tellLeftOut(_ count: Int) {
        guard count > 0 else { return }
        let what = count == 1 ? "the last collection" : "the last \(count) collections"
        console.report(Diagnostic(.warning, "\(what) did not run"))
    }

    // MARK: Exit codes

    /// The code of the process; a signal has the last word, also where it came after the last request.
    private func finalCode(_ code: Int32) -> Int32 {
        if let number = Interruption.signal { return 128 + Int32(number) }
        return code == ExitCode.failed.rawValue && arguments.suppressesExitCode
            ? ExitCode.success.rawValue : code
    }

    private func exitCode(_ end: RunEnd, _ run: CollectionRun) -> Int32 {
        if case .timeout? = end.interruption { return ExitCode.failed.rawValue }
        if case .authentication? = end.interruption { return ExitCode.token.rawValue }
        return (run.missedToken ? ExitCode.token : .success).rawValue
    }
}

/// A run with everything that it needs, before it starts.
struct RunWork {
    /// Its place among the runs.
    let number: Int
    let files: RunFiles
    let scopes: VariableScopes
    let transport: CurlTransport
    let run: CollectionRun
}
