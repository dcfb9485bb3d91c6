import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import OAuth2
import Platform
import Reporting
import RunModel
import Scripting
import Variables

extension RunAssembly {
    /// The services that all runs share; their secrets are masked from now on.
    func sharedServices(_ publisher: EventPublisher) throws(InputError) -> SharedServices {
        let shared = try SharedServices(arguments, console: console)
        for secret in shared.secrets { publisher.addSecret(secret) }
        return shared
    }

    /// The transport of one run, with the cookies that it starts with.
    func transport(
        _ network: Network, _ cookies: [HTTPCookie], _ interruption: Interruption
    ) -> CurlTransport {
        var configuration = network.configuration
        configuration.shouldCancel = { interruption.isRequested }
        let jobs = arguments.several.jobs(runCount: .max)
        configuration.concurrentExchanges = FileBudget.connections(jobs: jobs)
        let transport = CurlTransport(configuration)
        for cookie in cookies { transport.setCookie(cookie) }
        return transport
    }

    /// The services of one run: those that it shares, and its own.
    func services(
        _ shared: SharedServices, for files: RunFiles, _ transport: CurlTransport,
        _ interruption: Interruption, _ publisher: EventPublisher
    ) -> RunServices {
        var services = RunServices(
            ambience: ambience, transport: transport, files: shared.files,
            sleep: { Clocks.sleep(seconds: $0, unless: interruption) })
        services.hostName = CurlTransport.hostName
        services.modules = modulePlaces(nextTo: files.name, shared.modulePaths)
        services.readFile = Self.readFile
        let (call, limit) = (self.interruption, arguments.control.timeoutMilliseconds)
        services.interruption = {
            Self.reason(for: interruption, Self.timeoutDiagnostic(of: call, limit))
        }
        services.tokenUse = TokenUse(
            collection: files.collection.name, environment: files.environment.name)
        services.sharedTokens = shared.tokens
        addTokens(to: &services, shared, transport, interruption, publisher)
        services.interaction = SignIn(
            opensBrowser: arguments.tokens.opensBrowser,
            waitsForDeviceCode: arguments.tokens.waitsForDeviceCode, console: console,
            interruption: interruption, run: files.label.map { _ in files.title })
        return services
    }

    /// Adds the sources of tokens, the store of kept tokens, and the sign-in.
    private func addTokens(
        to services: inout RunServices, _ shared: SharedServices, _ transport: CurlTransport,
        _ interruption: Interruption, _ publisher: EventPublisher
    ) {
        services.overrides = shared.overrides
        services.tokenFiles = TokenFolder(
            choice: arguments.tokens.cache, interruption: interruption)
        if let source = arguments.tokens.exchanged {
            services.grantAssertion = { () throws(OAuth2Error) in
                try source.read(transport, unless: interruption)
            }
        }
        if let source = arguments.tokens.assertion {
            services.clientAssertion = { () throws(OAuth2Error) in
                try source.read(transport, unless: interruption)
            }
        }
        if let log = shared.auditLog { services.acquisition = { log.write($0, publisher) } }
        if arguments.terminal.isVerbose {
            services.note = { console.report(publisher.redact($0.diagnostic)) }
        }
    }

    private static func readFile(_ path: String, _ take: ([UInt8]) -> Bool) -> Bool {
        do {
            try FileAccess.read(path, inPieces: take)
            return true
        } catch {
            return false
        }
    }

    /// Why a run ends early; nil while it goes on.
    func reason(for interruption: Interruption) -> RunEnd.Interruption? {
        Self.reason(for: interruption, timeoutDiagnostic)
    }

    private static func reason(
        for interruption: Interruption, _ timeout: Diagnostic?
    ) -> RunEnd.Interruption? {
        guard interruption.isRequested else { return nil }
        if let number = interruption.signal { return .signal(number) }
        if let timeout { return .timeout(timeout) }
        return .bail(
            Diagnostic(.note, "the run ends here, because another run failed (--fail-fast)"))
    }

    /// Why a run does not begin, after the command has ended the runs before it.
    var reasonForLeavingOut: Diagnostic {
        var reason = "another run ended the command"
        if let number = Interruption.process.signal {
            reason = "signal \(number) ended the command"
        } else if timeoutDiagnostic != nil {
            reason = "the time was over (--timeout)"
        } else if arguments.several.failsFast {
            reason = "another run failed (--fail-fast)"
        }
        return Diagnostic(.note, "the run did not begin, because \(reason)")
    }

    /// The error that the time of the call is over; nil if it is not.
    var timeoutDiagnostic: Diagnostic? {
        Self.timeoutDiagnostic(of: interruption, arguments.control.timeoutMilliseconds)
    }

    private static func timeoutDiagnostic(of call: Interruption, _ limit: Int?) -> Diagnostic? {
        guard call.isOverdue else { return nil }
        return Diagnostic(.error, "the run took longer than \(limit ?? 0) ms (--timeout)")
    }

    /// Time and chance for requests and scripts; secrets of sign-ins have a source of their own.
    ///
    /// With a seed, each run draws the same values from its own source.
    var ambience: Ambience {
        let randomBytes: @Sendable (Int) -> [UInt8]
        if let seed = arguments.selection.seed {
            let random = SeededRandom(seed: seed)
            randomBytes = { random.bytes($0) }
        } else {
            let random = RandomSource()
            randomBytes = { random.bytes($0) }
        }
        return Ambience(now: Clocks.secondsSince1970, randomBytes: randomBytes)
    }

    /// Where scripts find modules: next to a collection that is a file, and in `--module-path`.
    private func modulePlaces(nextTo collection: String, _ paths: [String]) -> ModulePlaces {
        let files = ModuleFilesOnDisk()
        let folder = files.realPath(of: collection).map(FileAccess.parent)
        var places = ModulePlaces(files: files, folder: folder)
        places.paths = paths
        return places
    }
}
