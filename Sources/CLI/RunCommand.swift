import Authentication
import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import Platform
import RunModel
import Scripting

/// `posthaste run`: loads, wires, runs, and decides the exit code.
struct RunCommand {
    let arguments: RunArguments
    let collectionPath: String
    let console: Console

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
        try InputFiles.checkStandardInput(
            [
                path, arguments.environment, arguments.globals, arguments.iterationData,
                arguments.cookieJar,
            ] + arguments.tokenSecrets.all.map { $0 == .standardInput ? "-" : nil })
        try Self.checkAssertion(arguments)
        console = Console(color: arguments.color)
    }

    /// Runs the command; returns the exit code.
    func run() -> Int32 {
        do {
            return finalCode(try execute())
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
        let network = try Network(arguments.network, console: console)
        let files = try readFiles(
            InputFiles(network: network, api: PostmanAPI(keyWord: arguments.postmanAPIKey)))
        let input = try runInputs(files)
        if input.plan.hasScripts {
            // Loading the engine takes longer than everything else until the first response.
            BackgroundThread.start { ScriptSandbox.loadEngine() }
        }
        var settings = settings(network)
        settings.iterationCount = arguments.iterationCount ?? max(1, input.data.count)
        let transport = try transport(network, files.cookies)
        let output = BufferedOutput()
        let summary = SummaryListener()
        var hasFailedReport = false
        let publisher = EventPublisher(
            listeners: [summary] + (try Reports(arguments: arguments).listeners(output)),
            isStrict: arguments.isStrict,
            listenerFailed: { error in
                hasFailedReport = true
                console.report(error.diagnostic)
            })
        for secret in network.secrets { publisher.addSecret(secret) }
        let run = CollectionRun(
            input, start: start(files.collection, input, settings), settings: settings,
            services: try services(transport, output, publisher), publisher: publisher)
        func conclude(_ end: RunEnd) -> Int32 {
            publisher.finish()
            output.flush()
            self.conclude(end, publisher)
            let isExported = export(files, input.scopes, transport.allCookies, publisher)
            return exitCode(
                end, run, hasFailed: summary.summary.hasFailures || hasFailedReport || !isExported)
        }
        run.whenLost = { ProcessEnvironment.exitAtOnce(finalCode(conclude($0))) }
        return conclude(run.run())
    }

    // MARK: End

    private func finalCode(_ code: Int32) -> Int32 {
        code == ExitCode.failed.rawValue && arguments.suppressesExitCode
            ? ExitCode.success.rawValue : code
    }

    /// Says why no request was sent, where no report on the terminal does.
    private func conclude(_ end: RunEnd, _ publisher: EventPublisher) {
        guard !arguments.reporters.contains(.cli),
            let diagnostic = end.interruption?.diagnostic
        else { return }
        console.report(publisher.redact(diagnostic))
    }

    private func exitCode(_ end: RunEnd, _ run: CollectionRun, hasFailed: Bool) -> Int32 {
        if case .signal(let number)? = end.interruption { return 128 + Int32(number) }
        if case .authentication? = end.interruption { return ExitCode.token.rawValue }
        if run.missedToken { return ExitCode.token.rawValue }
        return (hasFailed ? ExitCode.failed : .success).rawValue
    }
}

/// Folds the run for the exit code.
private final class SummaryListener: RunListener {
    private(set) var summary = RunSummary()

    func receive(_ event: RunEvent) throws(ListenerError) { summary.fold(event) }
}
