import Authentication
import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import Platform
import Reporting
import RunModel
import Scripting
import TextEncoding
import Variables

/// `posthaste run`: loads, wires, runs, and decides the exit code.
struct RunCommand {
    private let arguments: RunArguments
    private let collectionPath: String
    private let console: Console

    init(_ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        guard let path = parsed.positionals.first else {
            throw UsageError(
                message: "no collection is given",
                help: ["give the file that Postman exported: 'posthaste run orders.json'"])
        }
        if parsed.positionals.count > 1 {
            throw UsageError(
                message: "one collection at a time, but '\(parsed.positionals[1])' is given too")
        }
        arguments = parsed.arguments
        collectionPath = path
        try InputFiles.checkStandardInput([path, arguments.environment, arguments.globals])
        console = Console(color: arguments.color)
    }

    /// Runs the command; returns the exit code.
    func run() -> Int32 {
        do {
            let code = try execute()
            return code == ExitCode.failed.rawValue && arguments.suppressesExitCode
                ? ExitCode.success.rawValue : code
        } catch let error as InputError {
            if let number = Interruption.signal { return 128 + Int32(number) }
            for diagnostic in error.diagnostics { console.report(diagnostic) }
            return ExitCode.input.rawValue
        } catch let error as ListenerError {
            console.report(error.diagnostic)
        } catch let error as TransportError {
            console.report(Diagnostic(.error, error.message))
        } catch {
            console.report(Diagnostic(.error, "the run cannot start: \(error)"))
        }
        return ExitCode.failed.rawValue
    }

    private func execute() throws -> Int32 {
        let collection = try inputs.collection(collectionPath)
        let plan = try plan(collection)
        if plan.hasScripts {
            // Loading the engine takes longer than everything else until the first response.
            BackgroundThread.start { ScriptSandbox.loadEngine() }
        }
        let scopes = try scopes(collection)
        let output = BufferedOutput()
        let summary = SummaryListener()
        var hasFailedReport = false
        let publisher = EventPublisher(
            listeners: [summary] + (try reporters(output)),
            listenerFailed: { error in
                hasFailedReport = true
                console.report(error.diagnostic)
            })
        let run = CollectionRun(
            plan, start: start(collection, plan, scopes), scopes: scopes, settings: settings,
            services: try services(output, publisher), publisher: publisher)
        let end = run.run()
        output.flush()
        conclude(end, publisher)
        return exitCode(end, run, hasFailed: summary.summary.hasFailures || hasFailedReport)
    }

    // MARK: Input

    private var inputs: InputFiles {
        InputFiles(
            console: console, verifiesTLS: !arguments.isInsecure, timeout: settings.requestTimeout)
    }

    private func plan(_ collection: Collection) throws(InputError) -> RunPlan {
        do throws(SelectionError) {
            return try RunPlan(collection, selecting: arguments.folders)
        } catch {
            throw InputError(diagnostics: [
                Diagnostic(
                    .error, "the collection has no folder or request '\(error.name)'",
                    at: Place(file: collectionPath),
                    help: CommandSpelling.suggestion(for: error.name, among: error.available))
            ])
        }
    }

    private func scopes(_ collection: Collection) throws(InputError) -> VariableScopes {
        let environment = try arguments.environment.map(inputs.environment) ?? VariableSet()
        let globals = try arguments.globals.map(inputs.globals) ?? VariableSet()
        let scopes = VariableScopes(
            environment: VariableScope(environment),
            collection: VariableScope(variables: collection.variables),
            globals: VariableScope(globals))
        assign(arguments.environmentVariables, to: scopes.environment)
        assign(arguments.globalVariables, to: scopes.globals)
        return scopes
    }

    private func assign(_ assignments: [RunArguments.Assignment], to scope: VariableScope) {
        for assignment in assignments {
            scope.set(assignment.key, assignment.value.map(VariableValue.string) ?? .undefined)
        }
    }

    private func start(
        _ collection: Collection, _ plan: RunPlan, _ scopes: VariableScopes
    ) -> RunStart {
        RunStart(
            collectionName: collection.name, collectionID: collection.id,
            environmentName: scopes.environment.name, iterationCount: settings.iterationCount,
            itemCount: plan.count, startedAt: Clocks.secondsSince1970())
    }

    // MARK: Wiring

    private var settings: RunSettings {
        var settings = RunSettings(userAgent: "Posthaste/\(Version.text)")
        settings.iterationCount = arguments.iterationCount ?? 1
        settings.verifiesTLS = !arguments.isInsecure
        settings.requestTimeout = Self.limit(arguments.requestTimeoutMilliseconds)
        settings.scriptTimeout = Self.limit(arguments.scriptTimeoutMilliseconds)
        return settings
    }

    /// A limit in milliseconds; 0 means none, as in Newman.
    private static func limit(_ milliseconds: Int?) -> Duration? {
        milliseconds.flatMap { $0 == 0 ? nil : .milliseconds($0) }
    }

    private func services(
        _ output: BufferedOutput, _ publisher: EventPublisher
    ) throws -> RunServices {
        var configuration = CurlTransport.Configuration()
        configuration.shouldCancel = { Interruption.signal != nil }
        var services = RunServices(
            ambience: Ambience(now: Clocks.secondsSince1970, randomBytes: randomBytes),
            transport: try CurlTransport(configuration), files: BodyFilesOnDisk(),
            sleep: { Clocks.sleep(milliseconds: Int($0 * 1000)) })
        services.interaction = SignIn(opensBrowser: arguments.opensBrowser, console: console)
        services.overrides = arguments.overrides
        services.signal = { Interruption.signal }
        if arguments.isVerbose {
            services.note = { note in
                output.flush()
                console.report(publisher.redact(note.diagnostic))
            }
        }
        return services
    }

    /// What requests and scripts draw from; secrets of sign-ins have their own source.
    private var randomBytes: @Sendable (Int) -> [UInt8] {
        guard let seed = arguments.seed else { return SystemRandom.bytes }
        let random = SeededRandom(seed: seed)
        return { random.bytes($0) }
    }

    private func reporters(_ output: BufferedOutput) throws -> [any RunListener] {
        try arguments.reporters.map { name -> any RunListener in
            switch name {
            case .cli:
                TerminalReport(
                    sink: output,
                    options: .init(
                        usesColor: Console.usesColor(arguments.color, on: .output),
                        isVerbose: arguments.isVerbose, width: StandardStream.output.columns))
            case .junit: JUnitReport(file: try ReportOutput(path: junitPath))
            }
        }
    }

    /// Newman's rule for where a report goes: a file, a name of its own in a folder, or the folder
    /// `newman` (reference §2).
    private var junitPath: String {
        let stamp = Timestamp.iso8601(Clocks.secondsSince1970())
            .map { ":.".contains($0) ? "-" : $0 }
        let name = "newman-run-report-" + String(stamp.dropLast()) + ".xml"
        guard let path = arguments.junitPath else { return "newman/" + name }
        return FileAccess.isDirectory(path) ? path + "/" + name : path
    }

    // MARK: End

    /// Says why no request was sent, where no report on the terminal does.
    private func conclude(_ end: RunEnd, _ publisher: EventPublisher) {
        guard !arguments.reporters.contains(.cli),
            case .authentication(let diagnostic)? = end.interruption
        else { return }
        console.report(publisher.redact(diagnostic))
    }

    private func exitCode(_ end: RunEnd, _ run: CollectionRun, hasFailed: Bool) -> Int32 {
        if case .signal(let number)? = end.interruption { return 128 + Int32(number) }
        if end.interruption != nil || run.missedToken { return ExitCode.token.rawValue }
        return (hasFailed ? ExitCode.failed : .success).rawValue
    }
}

/// Folds the run for the exit code.
private final class SummaryListener: RunListener {
    private(set) var summary = RunSummary()

    func receive(_ event: RunEvent) throws(ListenerError) { summary.fold(event) }
}
