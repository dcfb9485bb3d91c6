import CollectionAnalysis
import CollectionModel
import Diagnostics
import HTTPModel
import LoopbackServer
import MockServer
import Platform
import Variables

/// `posthaste mock`: serves a collection's saved responses until a signal ends it.
struct MockCommand {
    private let arguments: MockArguments
    private let collectionPath: String
    private let console = Console()

    init(_ parsed: ParsedArguments<MockArguments>) throws(UsageError) {
        guard let path = parsed.positionals.first, parsed.positionals.count == 1 else {
            throw UsageError(
                message: parsed.positionals.isEmpty
                    ? "no collection is given" : "one collection at a time",
                help: ["give the file that Postman exported: 'posthaste mock orders.json'"])
        }
        arguments = parsed.arguments
        collectionPath = path
        try InputFiles.checkStandardInput([path, arguments.environment])
    }

    /// Serves until a signal comes; returns the exit code.
    func run() -> Int32 {
        do throws(InputError) {
            let collection = try inputs.collection(collectionPath)
            for warning in collection.warnings { console.report(warning) }
            let variables = try variables()
            return serve(
                collection, by: tenant(of: collection, with: variables),
                redactor: Self.redactor(of: collection.variables + variables))
        } catch {
            for diagnostic in error.diagnostics { console.report(diagnostic) }
            return ExitCode.input.rawValue
        }
    }

    private var inputs: InputFiles {
        InputFiles(api: PostmanAPI(keyWord: arguments.postmanAPIKey))
    }

    private func serve(
        _ collection: Collection, by tenant: MockServer, redactor: Redactor
    ) -> Int32 {
        do throws(LoopbackError) {
            let server = try start(tenant, redactor)
            announce(redactor.redact(collection.name), port: server.port)
            while Interruption.process.signal == nil { Clocks.sleep(seconds: 1) }
            server.stop()
            return ExitCode.success.rawValue
        } catch {
            console.report(error.diagnostic)
            return ExitCode.failed.rawValue
        }
    }

    /// The variables of the environment.
    private func variables() throws(InputError) -> [VariableDefinition] {
        guard let path = arguments.environment else { return [] }
        let environment = try inputs.environment(path)
        for warning in environment.warnings { console.report(warning) }
        return environment.variables
    }

    /// Masks what the variables have as secrets.
    private static func redactor(of variables: [VariableDefinition]) -> Redactor {
        var redactor = Redactor()
        for variable in variables where variable.holdsSecret {
            if let value = variable.value { redactor.add(VariableValue(value).text) }
        }
        return redactor
    }

    private func tenant(
        of collection: Collection, with variables: [VariableDefinition]
    ) -> MockServer {
        MockServer(
            collection: collection, variables: variables,
            ambience: Ambience(now: Clocks.secondsSince1970, randomBytes: RandomSource().bytes),
            tokenLifetime: arguments.tokenLifetimeSeconds, failure: arguments.failure)
    }

    private func start(
        _ tenant: MockServer, _ redactor: Redactor
    ) throws(LoopbackError) -> LoopbackServer {
        let isVerbose = arguments.isVerbose
        return try LoopbackServer(port: arguments.port) { request in
            let response = MockGate.response(to: request) { request in
                let saved = tenant.respond(to: request)
                return ServerResponse(
                    status: saved.status, headers: saved.headers, body: saved.body)
            }
            if isVerbose {
                // Without the query, which may hold a code or a token.
                let path = request.target.prefix { $0 != "?" }
                let line = redactor.redact("\(request.method) \(path) \(response.status)")
                Console().say(ShownText.printable(line, keepsLines: false) + "\n")
            }
            return response
        }
    }

    private func announce(_ name: String, port: UInt16) {
        let name = ShownText.printable(name, keepsLines: false)
        StandardStream.output.write("serving '\(name)' at http://127.0.0.1:\(port)\n")
    }
}
