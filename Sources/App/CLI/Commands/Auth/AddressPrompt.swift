import OAuth2
import Platform

/// Reads the address that a person pastes at the terminal.
///
/// Mail and chat programs break an address into lines. Lines that arrive together are one address,
/// and an incomplete address is completed by the next lines, so that a part of a code is never
/// sent.
struct AddressPrompt {
    /// The result of waiting.
    enum Outcome {
        /// The address is accepted.
        case accepted(String)
        /// The address is not accepted, for this reason.
        case refused(OAuth2Error)
        /// Nothing was pasted within the time.
        case timedOut
        /// The terminal was closed, or the process ends.
        case ended
    }

    private var reader = LineReader(.input)
    private let interruption: Interruption
    /// What was pasted before and is incomplete.
    private var earlier = ""

    /// How long to wait for further lines of the same paste, in milliseconds.
    private static let pause = 200
    /// The same if the text so far ends with a code, whose end cannot be recognised.
    private static let longPause = 1000

    /// How long to wait for the person to press Enter, in milliseconds.
    private static let patience = 60_000

    init(interruption: Interruption) {
        self.interruption = interruption
    }

    /// Waits for an address.
    ///
    /// `check` throws if it is not the expected address.
    mutating func next(
        timeoutMilliseconds: Int, check: (String) throws(OAuth2Error) -> Void
    ) -> Outcome {
        let pasted: String
        switch reader.next(
            timeoutMilliseconds: timeoutMilliseconds, unless: interruption)
        {
        case .line(let line): pasted = withRest(line)
        case .timedOut: return .timedOut
        case .endOfInput, .interrupted: return .ended
        }
        if pasted.allSatisfy(\.isWhitespace) { return .timedOut }
        let candidates = earlier.isEmpty ? [pasted] : [earlier + "\n" + pasted, pasted]
        var reason: OAuth2Error?
        for candidate in candidates {
            do throws(OAuth2Error) {
                try check(candidate)
                return .accepted(candidate)
            } catch {
                reason = error
                if case .refused = error.kind { return .refused(error) }
            }
        }
        earlier = candidates[0]
        return reason.map(Outcome.refused) ?? .timedOut
    }

    /// Returns the line with all lines that were pasted together with it.
    private mutating func withRest(_ line: String) -> String {
        var text = line
        while true {
            let isOpen = PastedAddress.endsInSecret(earlier + "\n" + text)
            let pause = isOpen ? Self.longPause : Self.pause
            // The last line of a paste is not readable before the person presses Enter.
            let wait = reader.hasUnfinishedLine() ? Self.patience : pause
            guard
                case .line(let more) = reader.next(
                    timeoutMilliseconds: wait, unless: interruption)
            else { return text }
            text += "\n" + more
        }
    }
}
