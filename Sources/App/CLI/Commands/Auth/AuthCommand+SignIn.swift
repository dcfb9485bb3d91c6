import Execution
import OAuth2
import Platform
import TextEncoding

/// The commands that get tokens.
extension AuthCommand {
    func login(_ work: AuthWork) throws -> ExitCode {
        for configuration in work.configurations {
            let token = try work.tokens.provider.signIn(configuration)
            announce(token, configuration)
        }
        return .success
    }

    /// Prints the link alone on standard output, and what to do with it beside.
    func printLink(_ work: AuthWork) throws -> ExitCode {
        let configuration = try work.single()
        let seconds = arguments.tokens.overrides.signInTimeoutSeconds ?? Self.linkSeconds
        let pending = try work.tokens.provider.start(configuration, lifetimeSeconds: seconds)
        say(
            "Open this link to sign in for \(configuration.owner), or send it to whoever shall:\n\n"
        )
        StandardStream.output.write(pending.request.url + "\n")
        say(
            "\nAfter signing in, the browser ends at an address that starts with\n"
                + "  \(pending.request.redirectURI)\n"
                + "(a page that cannot be shown does no harm). Give that address, as a whole, to\n"
                + "  posthaste auth complete \(collectionPath ?? "")"
                + (arguments.inputs.environment.map { " -e \($0)" } ?? "") + "\n"
                + "within \(ShownDuration.text(Double(seconds))), with the same options as here.\n")
        return .success
    }

    /// How long a link is good for unless `--auth-timeout` says otherwise (reference §4.2).
    private static let linkSeconds = 900

    func complete(_ work: AuthWork) throws -> ExitCode {
        let answer = try pastedAddress(work)
        let (configuration, token) = try work.tokens.provider.finish(
            answer, for: work.configurations)
        announce(token, configuration)
        return .success
    }

    func printToken(_ work: AuthWork) throws -> ExitCode {
        let token = try work.tokens.provider.token(for: try work.single())
        StandardStream.output.write(token.accessToken + "\n")
        return .success
    }

    /// The address from standard input: a line at a terminal, everything from elsewhere.
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
        var addresses = AddressPrompt()
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

    /// Says what was got: whose, for what, for how long.
    private func announce(_ token: OAuth2Token, _ configuration: OAuth2Configuration) {
        let now = Clocks.secondsSince1970()
        var text = "Access token received for \(configuration.owner)\n"
        text +=
            TokenListing(
                StoredToken(token, configuration), isKept: configuration.storeName != nil, now: now
            ).text
        StandardStream.output.write(text)
    }

    private func say(_ text: String) { StandardStream.error.write(text) }
}

/// A token in lines for a person, without the token.
struct TokenListing {
    let text: String

    init(_ stored: StoredToken, isKept: Bool = true, now: Double) {
        let token = stored.token
        var lines = [
            ("client", "'\(stored.clientID)' at \(stored.endpoint), by \(stored.grant.rawValue)")
        ]
        lines.append(("identity", stored.identity.text ?? "not told by the token"))
        if let tenant = stored.identity.tenant { lines.append(("tenant", tenant)) }
        if let scope = token.scope ?? Self.some(stored.requestedScope) {
            lines.append(("scope", scope))
        }
        lines.append(("expires", Self.expiry(token, isKept: isKept, now: now)))
        text = lines.map {
            "  \($0.0)" + String(repeating: " ", count: 10 - $0.0.count) + $0.1 + "\n"
        }
        .joined()
    }

    private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func expiry(_ token: OAuth2Token, isKept: Bool, now: Double) -> String {
        var text = "not told"
        if let expiresAt = token.expiresAt {
            text =
                expiresAt > now
                ? "in \(ShownDuration.text(expiresAt - now)), at \(Timestamp.iso8601(expiresAt))"
                : "expired at \(Timestamp.iso8601(expiresAt))"
        }
        if token.refreshToken != nil { return text + "; renewed without a person" }
        return text + (isKept ? "; then somebody has to sign in again" : "; asked for again then")
    }
}

/// A length of time as people say it.
enum ShownDuration {
    /// The seconds, minutes, hours or days, rounded down from the second of each on.
    static func text(_ seconds: Double) -> String {
        for (unit, length) in [("days", 86_400.0), ("h", 3_600), ("min", 60)]
        where seconds >= 2 * length {
            return "\(Int(seconds / length)) \(unit)"
        }
        return "\(Int(seconds)) s"
    }
}
