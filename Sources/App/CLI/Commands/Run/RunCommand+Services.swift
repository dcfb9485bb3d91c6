import Authentication
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import Platform
import Reporting
import RunModel
import Scripting
import Variables

extension RunCommand {
    func settings(_ network: Network) -> RunSettings {
        var settings = RunSettings(userAgent: "Posthaste/\(Version.text)")
        settings.transferOptions = network.options
        // The inputs, got by the same network, have no such limits.
        settings.transferOptions.maxResponseSize = arguments.network.maxResponseSize
        settings.transferOptions.followsRedirects = !arguments.ignoresRedirects
        if Reports(arguments: arguments).wantsBodies { settings.keptBodySize = .max }
        settings.itemDelay = Network.limit(arguments.delayMilliseconds)
        settings.scriptTimeout = Network.limit(arguments.scriptTimeoutMilliseconds)
        settings.bail = arguments.control.bail
        settings.retry = arguments.control.retry
        settings.failsOnErrorStatus = arguments.control.failsOnErrorStatus
        let names = arguments.reporters
        settings.rendersVisualizations = names.contains(.html) || names.contains(.events)
        if names.contains(.html), arguments.htmlReport.bodies != .none {
            settings.keptBodySize = max(settings.keptBodySize, arguments.htmlReport.bodySize)
        }
        settings.scriptMemory = arguments.scriptMemory == 0 ? nil : arguments.scriptMemory
        return settings
    }

    /// Everything ready for the runs, nothing of it started.
    func works(
        _ inputs: some Sequence<(RunFiles, RunInputs)>, _ network: Network,
        _ publisher: EventPublisher
    ) throws -> [RunWork] {
        // Secrets come from where they can be read but once, so the world is made once.
        var world: RunServices?
        return try inputs.enumerated().map { number, input in
            let (files, inputs) = input
            let transport = transport(network, files.cookies)
            let shared = try world ?? services(transport, publisher)
            world = shared
            var settings = settings(network)
            settings.iterationCount = iterationCount(inputs.data)
            return RunWork(
                number: number, files: files, scopes: inputs.scopes, transport: transport,
                run: CollectionRun(
                    inputs, start: start(files, inputs, settings, number: number),
                    settings: settings, services: try own(shared, transport, of: files),
                    publisher: publisher))
        }
    }

    /// The world with what a run has for itself.
    private func own(
        _ shared: RunServices, _ transport: CurlTransport, of files: RunFiles
    ) throws(InputError) -> RunServices {
        var services = shared
        services.ambience = ambience
        services.transport = transport
        services.modules = try modulePlaces(besides: files.name)
        return services
    }

    /// The network, with the cookies that the run starts with.
    func transport(_ network: Network, _ cookies: [HTTPCookie]) -> CurlTransport {
        let transport = CurlTransport(network.configuration)
        for cookie in cookies { transport.setCookie(cookie) }
        return transport
    }

    func services(
        _ transport: CurlTransport, _ publisher: EventPublisher
    ) throws -> RunServices {
        var services = RunServices(
            ambience: ambience, transport: transport, files: try bodyFiles(),
            sleep: { Clocks.sleep(milliseconds: Int(min($0 * 1000, 1e15))) })
        services.hostName = CurlTransport.hostName
        services.interaction = SignIn(opensBrowser: arguments.opensBrowser, console: console)
        services.overrides = try overrides(publisher)
        try addClientAssertion(to: &services)
        services.tokenFiles = TokenFolder(choice: arguments.tokenCache)
        if let path = arguments.auditLog {
            let log = try AuditLog(path: path, console: console)
            services.acquisition = { log.write($0, publisher) }
        }
        services.readFile = { path, take in
            do {
                try FileAccess.read(path, inPieces: take)
                return true
            } catch {
                return false
            }
        }
        services.interruption = { interruption }
        if arguments.isVerbose {
            services.note = { console.report(publisher.redact($0.diagnostic)) }
        }
        return services
    }

    /// Why the run is to end now, nil where it goes on.
    private var interruption: RunEnd.Interruption? {
        if let number = Interruption.signal { return .signal(number) }
        guard Interruption.isOverdue else { return nil }
        let limit = arguments.control.timeoutMilliseconds ?? 0
        return .timeout(Diagnostic(.error, "the run took longer than \(limit) ms (--timeout)"))
    }

    /// What the command line says about tokens, with the secrets read from where they are.
    private func overrides(
        _ publisher: EventPublisher
    ) throws(InputError) -> OAuth2Overrides {
        var overrides = arguments.overrides
        let secrets = arguments.tokenSecrets
        overrides.accessToken = try secrets.accessToken?.readSome("the access token")
        overrides.refreshToken = try secrets.refreshToken?.readSome("the refresh token")
        overrides.clientSecret = try secrets.clientSecret?.readSome("the client secret")
        for secret in [overrides.accessToken, overrides.refreshToken, overrides.clientSecret] {
            if let secret { publisher.addSecret(secret) }
        }
        return overrides
    }

    private func bodyFiles() throws(InputError) -> BodyFilesOnDisk {
        try BodyFilesOnDisk(
            folder: arguments.workingDirectory, isConfined: arguments.confinesBodyFiles)
    }

    /// What requests and scripts draw from; secrets of sign-ins have their own source.
    ///
    /// With a seed, each run draws the same from its own.
    private var ambience: Ambience {
        var randomBytes: @Sendable (Int) -> [UInt8] = SystemRandom.bytes
        if let seed = arguments.seed {
            let random = SeededRandom(seed: seed)
            randomBytes = { random.bytes($0) }
        }
        return Ambience(now: Clocks.secondsSince1970, randomBytes: randomBytes)
    }

    /// Where scripts find modules: beside a collection that is a file, and in `--module-path`.
    private func modulePlaces(besides collection: String) throws(InputError) -> ModulePlaces {
        let files = ModuleFilesOnDisk()
        let collection = files.realPath(of: collection)
        var places = ModulePlaces(files: files, folder: collection.map(FileAccess.parent))
        for path in arguments.modulePaths {
            guard let folder = files.realPath(of: path), files.kind(of: folder) == .folder else {
                throw InputError("there is no folder '\(path)', which --module-path names")
            }
            places.paths.append(folder)
        }
        return places
    }
}
