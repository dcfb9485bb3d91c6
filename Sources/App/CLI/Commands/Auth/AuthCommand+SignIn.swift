import Execution
import JSON
import OAuth2
import Platform
import TextEncoding

/// The commands that obtain tokens.
extension AuthCommand {
    func login(_ work: AuthWork) throws -> ExitCode {
        for configuration in work.configurations {
            let token = try work.tokens.provider.signIn(configuration)
            try announce(token, configuration)
        }
        return .success
    }

    /// Prints only the link on standard output, and the instructions on standard error.
    func printLink(_ work: AuthWork) throws -> ExitCode {
        let configuration = try work.single()
        let seconds = arguments.tokens.overrides.signInTimeoutSeconds ?? Self.linkSeconds
        let pending = try work.tokens.provider.start(configuration, lifetimeSeconds: seconds)
        say(
            "Open this link to sign in for \(configuration.owner), or send it to the person who "
                + "will sign in:\n\n"
        )
        try show(pending.request.url + "\n")
        let operand = collectionPath.map { " " + Workflow.quoted($0) } ?? ""
        let words = arguments.inputs.environments.reduce(operand) { words, path in
            words + " -e " + Workflow.quoted(path)
        }
        say(
            "\nAfter signing in, the browser ends at an address that starts with\n"
                + "  \(pending.request.redirectURI)\n"
                + "(the page may show an error; the address counts). Give the whole address to\n"
                + "  posthaste auth complete\(words)\n"
                + "within \(ShownDuration.text(Double(seconds))), with the same options as here.\n")
        return .success
    }

    /// How long a link can be answered, unless `--auth-timeout` is given (OAuth2Reference §4.2).
    private static let linkSeconds = 900

    func complete(_ work: AuthWork) throws -> ExitCode {
        let answer = try pastedAddress(work)
        let (configuration, token) = try work.tokens.provider.finish(
            answer, for: work.configurations)
        try announce(token, configuration)
        return .success
    }

    /// Prints a token for another program: that which requests carry.
    func printToken(_ work: AuthWork) throws -> ExitCode {
        let configuration = try work.single()
        let token = try work.tokens.provider.token(for: configuration)
        let text = try token.carried(configuration)
        if arguments.tokens.wantsJSON {
            let json = Self.json(token, text, now: Clocks.secondsSince1970())
            try show(JSONWriter.compact(json) + "\n")
        } else {
            try show(text + "\n")
        }
        return .success
    }

    private static func json(_ token: OAuth2Token, _ text: String, now: Double) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("access_token", .string(text)), ("token_type", .string("Bearer")),
        ]
        if let expiresAt = token.expiresAt {
            members.append(("expires_at", .string(Timestamp.iso8601(expiresAt))))
            members.append(("expires_in", .number(max(0, (expiresAt - now).rounded(.down)))))
        }
        if let scope = token.scope { members.append(("scope", .string(scope))) }
        return .object(members)
    }

    /// Reads the address from standard input: what is pasted at a terminal, or all of a file.
    private func pastedAddress(_ work: AuthWork) throws -> String {
        guard StandardStream.input.isTerminal else {
            do throws(SystemError) {
                return String(decoding: try StandardStream.input.readAll(), as: UTF8.self)
            } catch {
                throw InputError("the address cannot be read: \(error.message)")
            }
        }
        say("Paste the whole address that the browser ended at, then press Enter:\n")
        let waiting = work.tokens.provider.store?.pendingSignIns(at: Clocks.secondsSince1970())
        let states = (waiting ?? []).map(\.request.state)
        let mayBeBare = waiting?.contains(where: \.request.acceptsBareCode) ?? true
        var addresses = AddressPrompt(interruption: .process)
        let deadline = Clocks.monotonicMilliseconds() + Self.pasteMilliseconds
        while Clocks.monotonicMilliseconds() < deadline {
            let outcome = addresses.next(timeoutMilliseconds: Self.pasteMilliseconds) {
                (address) throws(OAuth2Error) in
                if !mayBeBare, PastedAddress.isIncomplete(address, expecting: states) {
                    throw OAuth2Error(.unusableAnswer(.cut))
                }
            }
            switch outcome {
            case .accepted(let address): return address
            case .refused(let error): console.report(error.diagnostic)
            case .timedOut: continue
            case .ended: throw OAuth2Error(.signInCancelled)
            }
        }
        throw OAuth2Error(.signInCancelled)
    }

    /// How long 'auth complete' waits for an address at a terminal.
    private static let pasteMilliseconds = 3_600_000

    /// Reports the token: whose it is, for what, and for how long.
    private func announce(_ token: OAuth2Token, _ configuration: OAuth2Configuration) throws {
        let now = Clocks.secondsSince1970()
        var text = "Access token received for \(configuration.owner)\n"
        text +=
            TokenListing(
                StoredToken(token, configuration), isKept: configuration.storeName != nil, now: now
            ).text
        try show(text)
    }

    private func say(_ text: String) { StandardStream.error.write(text) }
}
