import Cryptography
import Diagnostics
import LoopbackServer
import OAuth2
import Platform

/// Lets the person at the terminal sign in: prints the address, opens the browser, and waits for
/// the response at a loopback listener or for the address that the person pastes.
final class SignIn: SignInPrompt {
    private let opensBrowser: Bool
    private let waitsForDeviceCode: Bool
    private let console: Console
    private let interruption: Interruption
    /// The name of the run, if there are several.
    private let run: String?

    init(
        opensBrowser: Bool, waitsForDeviceCode: Bool, console: Console, interruption: Interruption,
        run: String? = nil
    ) {
        self.run = run
        self.waitsForDeviceCode = waitsForDeviceCode
        self.opensBrowser = opensBrowser
        self.console = console
        self.interruption = interruption
    }

    var obstacle: String? { Presence.obstacle }

    /// Messages can be read anywhere; only the user knows whether somebody reads them.
    var displayObstacle: String? { waitsForDeviceCode ? nil : Presence.obstacle }

    func secret(of client: String, variable: String) -> String? {
        guard obstacle == nil else { return nil }
        say(
            "Secret of client '\(client)'\(place) (variable '\(variable)' is empty; "
                + "nothing is shown): "
        )
        let outcome = StandardStream.input.withoutEcho {
            var reader = LineReader(.input)
            return reader.next(timeoutMilliseconds: 120_000, unless: interruption)
        }
        say("\n")
        guard case .line(let line) = outcome, !line.isEmpty else { return nil }
        return line
    }

    func show(_ prompt: DevicePrompt) {
        let isOpened =
            Presence.obstacle == nil && opensBrowser
            && Browser.open(prompt.completeAddress ?? prompt.address)
        say("\nSign in for \(prompt.owner)\(place), on any device:\n")
        say("\n\(prompt.address)\n\n")
        say("Enter the code \(prompt.userCode) there")
        say(prompt.completeAddress.map { ", or open\n\n\($0)\n\n" } ?? ".\n")
        say(isOpened ? "(Posthaste opened a browser with this address.)\n" : "")
        say("The code is good for \(prompt.lifetimeSeconds) s. Waiting …\n")
    }

    func authorize(
        _ plan: RedirectPlan, start: (_ redirectURI: String) throws(OAuth2Error) -> SignInRequest
    ) throws(OAuth2Error) -> String {
        console.output.hideLine(true)
        defer { console.output.hideLine(false) }
        return switch plan {
        case .loopback(let redirect): try listen(redirect, start)
        case .paste(let redirectURI): try readPasted(try start(redirectURI))
        }
    }

    // MARK: Loopback

    private func listen(
        _ redirect: LoopbackRedirect, _ start: (String) throws(OAuth2Error) -> SignInRequest
    ) throws(OAuth2Error) -> String {
        let listener: CallbackListener
        do throws(LoopbackError) {
            listener = try CallbackListener(
                redirectURI: redirect.text, form: Self.form(redirect.responseMode),
                identity: try redirect.isSecure ? Self.identity() : nil)
        } catch {
            // The port of an address with https is often that of the application itself.
            if redirect.isSecure, redirect.responseMode != .formPost {
                return try readPasted(try start(redirect.text))
            }
            throw OAuth2Error(.signInFailed(error.diagnostic.message))
        }
        let pending = try start(redirect.uri(port: Int(listener.port)))
        announce(pending)
        if redirect.isSecure {
            say(
                "The browser will warn about the certificate of \(redirect.host), which was made "
                    + "for this sign-in: continue there.\n")
        }
        say(
            "Waiting for the browser to come back to \(pending.redirectURI) …\n"
                + "(It cannot come back from another machine. In that case copy the address that "
                + "it ends at, paste it here, and press Enter.)\n")
        var addresses = AddressPrompt(interruption: interruption)
        let deadline = Clocks.monotonicMilliseconds() + pending.timeoutSeconds * 1000
        // Short waits, so that an interruption is noticed.
        while Clocks.monotonicMilliseconds() < deadline {
            if interruption.isRequested { throw OAuth2Error(.signInCancelled) }
            let left = deadline - Clocks.monotonicMilliseconds()
            if let answer = listener.wait(
                timeout: .milliseconds(min(200, left)), accepting: { pending.isAnswered(by: $0) })
            {
                return answer
            }
            if let answer = try pasted(&addresses, for: pending, milliseconds: 1) { return answer }
        }
        throw pending.timedOut
    }

    /// A certificate for this machine that is as good as a sign-in takes.
    private static func identity() throws(LoopbackError) -> ServerIdentity {
        do throws(CryptographyError) {
            let made = try SelfSignedCertificate.forLocalhost(seconds: 86_400)
            return ServerIdentity(certificate: made.certificate, privateKey: made.privateKey)
        } catch {
            throw .noCertificate(error.reason)
        }
    }

    private static func form(_ mode: ResponseMode) -> CallbackListener.AnswerForm {
        switch mode {
        case .query: .query
        case .fragment: .fragment
        case .formPost: .posted
        }
    }

    // MARK: Paste-back

    private func readPasted(
        _ pending: SignInRequest
    ) throws(OAuth2Error) -> String {
        announce(pending)
        say(
            "After signing in, the browser ends at an address that starts with\n"
                + "  \(pending.redirectURI)\n"
                + "Copy the whole address and paste it here, then press Enter:\n")
        var addresses = AddressPrompt(interruption: interruption)
        let deadline = Clocks.monotonicMilliseconds() + pending.timeoutSeconds * 1000
        while Clocks.monotonicMilliseconds() < deadline {
            let left = deadline - Clocks.monotonicMilliseconds()
            if let answer = try pasted(&addresses, for: pending, milliseconds: left) {
                return answer
            }
        }
        throw pending.timedOut
    }

    /// Returns a pasted address; nil if there is none yet, or another than the expected one.
    ///
    /// The person can try again, unless the server has refused.
    private func pasted(
        _ addresses: inout AddressPrompt, for pending: SignInRequest, milliseconds: Int
    ) throws(OAuth2Error) -> String? {
        let outcome = addresses.next(timeoutMilliseconds: milliseconds) {
            (address) throws(OAuth2Error) in
            // The caller verifies the address again: it needs the address, not the code.
            _ = try pending.verify(address)
        }
        switch outcome {
        case .accepted(let address): return address
        case .timedOut: return nil
        case .ended: throw OAuth2Error(.signInCancelled)
        case .refused(let error):
            if case .refused = error.kind { throw error }
            console.report(error.diagnostic)
            say("Paste the address once more, then press Enter:\n")
            return nil
        }
    }

    private func announce(_ pending: SignInRequest) {
        let isOpened = opensBrowser && Browser.open(pending.url)
        say("\nSign in for \(pending.owner)\(place):\n")
        // On one line, however narrow the terminal is, so that it can be copied.
        say("\n\(pending.url)\n\n")
        say(isOpened ? "(Posthaste opened a browser with this address.)\n" : "")
        say("The redirect URI \(pending.redirectURI) must be registered for the application.\n")
    }

    private var place: String { run.map { " in \($0)" } ?? "" }

    private func say(_ text: String) {
        if !text.isEmpty { console.say(text) }
    }
}
