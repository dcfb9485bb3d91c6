import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import OAuth2
import Platform
import RunModel

/// `posthaste auth`: commands about tokens, with the files and options of a run.
struct AuthCommand {
    let action: AuthAction
    let arguments: RunArguments
    let collectionPath: String?
    let console: Console
    private let assembly: RunAssembly?

    init(_ action: AuthAction, _ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        self.action = action
        arguments = parsed.arguments
        collectionPath = parsed.positionals.first
        console = Console(color: arguments.terminal.color)
        if parsed.positionals.count > 1 {
            let second = parsed.positionals[1]
            throw UsageError(
                message: "one collection at a time, but '\(second)' is given too")
        }
        guard collectionPath == nil else {
            let assembly = try RunAssembly(parsed)
            if assembly.collectionPaths.count > 1 {
                throw UsageError(
                    message: "one collection at a time, but '\(parsed.positionals[0])' contains "
                        + "\(assembly.collectionPaths.count)",
                    help: ["give one of them, as '\(assembly.collectionPaths[0])'"])
            }
            self.assembly = assembly
            try Self.checkStandardInput(action, parsed)
            return
        }
        let meansAll = arguments.tokens.meansAll || !arguments.inputs.environments.isEmpty
        guard action.mayLackCollection, action != .logout || meansAll else {
            throw UsageError(
                message: "no collection is given",
                help: ["give it as 'posthaste auth \(action.rawValue) orders.json'"]
                    + (action == .logout ? ["or give '--all', or '--environment FILE'"] : []))
        }
        assembly = nil
    }

    /// Refuses other uses of standard input, from which the pasted address comes.
    private static func checkStandardInput(
        _ action: AuthAction, _ parsed: ParsedArguments<RunArguments>
    ) throws(UsageError) {
        guard action == .complete else { return }
        let arguments = parsed.arguments
        let words =
            parsed.positionals + arguments.inputs.environments
            + [arguments.inputs.globals].compactMap(\.self)
        if words.contains("-") || arguments.tokens.secrets.all.contains(.standardInput) {
            throw UsageError(
                message: "standard input is for the address that the sign-in ended at",
                help: ["give everything else as files or variables"])
        }
    }

    /// Runs the command; returns the exit code.
    func execute() -> Int32 {
        let publisher = EventPublisher(
            listeners: [WarningListener(console)], listenerFailed: { _ in })
        do {
            return try perform(publisher).rawValue
        } catch {
            if let signal = Interruption.process.signal {
                if let error = error as? InputError {
                    console.report(error.interruption(by: signal))
                }
                return 128 + Int32(signal)
            }
            switch error {
            case let error as OAuth2Error:
                console.report(publisher.redact(error.diagnostic))
                return ExitCode.token.rawValue
            case let error as InputError:
                for diagnostic in error.diagnostics { console.report(diagnostic) }
                return ExitCode.input.rawValue
            case let error as Diagnostic: console.report(error)
            default: console.report(Diagnostic(.error, "the command failed: \(error)"))
            }
            return ExitCode.failed.rawValue
        }
    }

    private func perform(_ publisher: EventPublisher) throws -> ExitCode {
        guard let assembly else {
            let store = tokenFolder.map { TokenStore($0) { console.report($0) } }
            return action == .status ? try listAll(store) : try removeAll(store)
        }
        let work = try AuthWork(assembly, asksPerson: action == .login, publisher: publisher)
        switch action {
        case .login: return try login(work)
        case .url: return try printLink(work)
        case .complete: return try complete(work)
        case .token: return try printToken(work)
        case .status: return try list(work)
        case .check: return try check(work)
        case .logout: return try logout(work)
        }
    }

    /// Prints a result; a full disk is an error, and a reader that is gone is none.
    func show(_ text: String) throws(Diagnostic) {
        do throws(SystemError) {
            try StandardStream.output.write(Array(text.utf8))
        } catch {
            if error.isBrokenPipe { return }
            throw Diagnostic(.error, "standard output cannot be written: \(error.message)")
        }
    }

    private var tokenFolder: TokenFolder? {
        TokenFolder(choice: arguments.tokens.cache)
    }
}

/// The set-ups of a collection, and the provider of their tokens.
struct AuthWork {
    let tokens: CollectionTokens
    let configurations: [OAuth2Configuration]
    /// Knows the secrets of the inputs and of the set-ups.
    let publisher: EventPublisher

    init(_ assembly: RunAssembly, asksPerson: Bool, publisher: EventPublisher) throws {
        self.publisher = publisher
        let sources = try assembly.readSources()
        for secret in sources.network.secrets { publisher.addSecret(secret) }
        let (files, interruption) = (sources.files[0], assembly.interruption)
        var inputs = assembly.inputs(files, try assembly.plans([files])[0], sources.given)
        // Only a run reports doubts about requests and scripts.
        inputs.warnings = []
        var services = assembly.services(
            try assembly.sharedServices(publisher), for: files,
            assembly.transport(sources.network, [], interruption), interruption, publisher)
        if !asksPerson { services.interaction = nil }
        tokens = CollectionTokens(
            inputs, settings: assembly.settings(sources.network), services: services,
            publisher: publisher)
        configurations = try tokens.configurations()
        if configurations.isEmpty {
            throw InputError(
                "no request of '\(files.collection.name)' uses OAuth 2.0",
                help: [
                    "the authorization of the collection, a folder or a request must be OAuth 2.0"
                ])
        }
    }

    /// The only set-up.
    func single() throws(InputError) -> OAuth2Configuration {
        if configurations.count == 1 { return configurations[0] }
        throw InputError(
            "the requests use \(configurations.count) OAuth 2.0 set-ups: "
                + configurations.map(\.owner).joined(separator: ", "),
            help: ["choose one with '--item PATH'"])
    }
}

/// Prints warnings as they come.
final class WarningListener: RunListener {
    private let console: Console

    init(_ console: Console) {
        self.console = console
    }

    func receive(_ event: RunEvent) throws(ListenerError) {
        if case .warning(let diagnostic) = event { console.report(diagnostic) }
    }
}
