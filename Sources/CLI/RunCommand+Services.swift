import Authentication
import CurlTransport
import Execution
import HTTPModel
import Platform
import Scripting
import Variables

extension RunCommand {
    func settings(_ network: Network) -> RunSettings {
        var settings = RunSettings(userAgent: "Posthaste/\(Version.text)")
        settings.transferOptions = network.options
        // The inputs, got by the same network, have no such limits.
        settings.transferOptions.maxResponseSize = arguments.network.maxResponseSize
        settings.transferOptions.followsRedirects = !arguments.ignoresRedirects
        settings.itemDelay = Network.limit(arguments.delayMilliseconds)
        settings.scriptTimeout = Network.limit(arguments.scriptTimeoutMilliseconds)
        settings.scriptMemory = arguments.scriptMemory == 0 ? nil : arguments.scriptMemory
        return settings
    }

    /// The network, with the cookies that the run starts with.
    func transport(
        _ network: Network, _ cookies: [HTTPCookie]
    ) throws(TransportError) -> CurlTransport {
        let transport = try CurlTransport(network.configuration)
        for cookie in cookies { transport.setCookie(cookie) }
        return transport
    }

    func services(
        _ transport: CurlTransport, _ output: BufferedOutput, _ publisher: EventPublisher
    ) throws -> RunServices {
        var services = RunServices(
            ambience: Ambience(now: Clocks.secondsSince1970, randomBytes: randomBytes),
            transport: transport, files: try bodyFiles(),
            sleep: { Clocks.sleep(milliseconds: Int($0 * 1000)) })
        services.hostName = CurlTransport.hostName
        services.modules = try modulePlaces()
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
        services.signal = { Interruption.signal }
        if arguments.isVerbose {
            services.note = { note in
                output.flush()
                console.report(publisher.redact(note.diagnostic))
            }
        }
        return services
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
    private var randomBytes: @Sendable (Int) -> [UInt8] {
        guard let seed = arguments.seed else { return SystemRandom.bytes }
        let random = SeededRandom(seed: seed)
        return { random.bytes($0) }
    }

    /// Where scripts find modules: beside a collection that is a file, and in `--module-path`.
    private func modulePlaces() throws(InputError) -> ModulePlaces {
        let files = ModuleFilesOnDisk()
        let collection = files.realPath(of: collectionPath)
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
