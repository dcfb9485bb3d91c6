import Diagnostics
import LoopbackServer
import OAuth2
import Platform

/// Lets the person at the terminal sign in: prints the address, opens the browser, and waits for
/// the answer at a loopback listener or for the address that the person pastes.
final class SignIn: SignInPrompt {
    private let opensBrowser: Bool
    private let console: Console
    private let interruption: Interruption

    init(opensBrowser: Bool, console: Console, interruption: Interruption) {
        self.opensBrowser = opensBrowser
        self.console = console
        self.interruption = interruption
    }

    var obstacle: String? { Presence.obstacle }

    /// A code can be read wherever messages are, but nobody watches a CI service.
    var displayObstacle: String? { Presence.service }

    func show(_ prompt: DevicePrompt) {
        let isOpened =
            Presence.obstacle == nil && opensBrowser
            && Browser.open(prompt.completeAddress ?? prompt.address)
        say("\nSign in for \(prompt.owner), on any device:\n")
        say("\n\(prompt.address)\n\n")
        say("Enter the code \(prompt.userCode) there")
        say(prompt.completeAddress.map { ", or open\n\n\($0)\n\n" } ?? ".\n")
        say(isOpened ? "(A browser was started with this address.)\n" : "")
        say("The code is good for \(prompt.lifetimeSeconds) s. Waiting …\n")
    }

    func authorize(
        _ plan: RedirectPlan, start: (_ redirectURI: String) -> SignInRequest
    ) throws(OAuth2Error) -> String {
        console.output.hideLine(true)
        defer { console.output.hideLine(false) }
        return switch plan {
        case .loopback(let redirect): try listen(redirect, start)
        case .paste(let redirectURI): try readPasted(start(redirectURI))
        }
    }

    // MARK: Loopback

    private func listen(
        _ redirect: LoopbackRedirect, _ start: (String) -> SignInRequest
    ) throws(OAuth2Error) -> String {
        let listener: CallbackListener
        do throws(LoopbackError) {
            listener = try CallbackListener(
                redirectURI: redirect.text, form: Self.form(redirect.responseMode))
        } catch {
            throw OAuth2Error(.signInFailed(error.diagnostic.message))
        }
        let pending = start(redirect.uri(port: Int(listener.port)))
        announce(pending)
        say(
            "Waiting for the browser to come back to \(pending.redirectURI) …\n"
                + "(From another machine it cannot: then copy the address that it ends at, paste "
                + "it "
                + "here, and press Enter.)\n")
        var reader = LineReader(.input)
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
            switch reader.next(timeoutMilliseconds: 1, unless: interruption) {
            case .line(let line): if try isAnswer(line, to: pending) { return line }
            case .timedOut: continue
            case .endOfInput, .interrupted: throw OAuth2Error(.signInCancelled)
            }
        }
        throw pending.timedOut
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
                + "Copy that address as a whole and paste it here, then press Enter:\n")
        var reader = LineReader(.input)
        let deadline = Clocks.monotonicMilliseconds() + pending.timeoutSeconds * 1000
        while true {
            let left = deadline - Clocks.monotonicMilliseconds()
            switch reader.next(timeoutMilliseconds: max(0, left), unless: interruption) {
            case .line(let line): if try isAnswer(line, to: pending) { return line }
            case .timedOut: throw pending.timedOut
            case .endOfInput, .interrupted: throw OAuth2Error(.signInCancelled)
            }
        }
    }

    /// Whether a pasted line answers; the person can try again, unless the server has refused.
    private func isAnswer(
        _ line: String, to pending: SignInRequest
    ) throws(OAuth2Error) -> Bool {
        if line.allSatisfy(\.isWhitespace) { return false }
        do throws(OAuth2Error) {
            // The caller verifies the answer again: it wants the address, not the code.
            _ = try pending.verify(line)
            return true
        } catch {
            if case .refused = error.kind { throw error }
            console.report(error.diagnostic)
            say("Paste the address once more, then press Enter:\n")
            return false
        }
    }

    private func announce(_ pending: SignInRequest) {
        let isOpened = opensBrowser && Browser.open(pending.url)
        say("\nSign in for \(pending.owner):\n")
        // In one piece, whatever the terminal's width, so that it can be copied.
        say("\n\(pending.url)\n\n")
        say(isOpened ? "(A browser was started with this address.)\n" : "")
        say("The redirect URI \(pending.redirectURI) must be registered for the application.\n")
    }

    private func say(_ text: String) {
        if !text.isEmpty { console.say(text) }
    }
}
