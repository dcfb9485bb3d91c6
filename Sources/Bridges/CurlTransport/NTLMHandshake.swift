import Cryptography
import HTTPModel
import Platform
import TextEncoding

/// A sign-in by NTLM, which begins if the server asks for it.
///
/// The request is sent as it is. If the server asks for NTLM, it is sent twice more over one
/// connection: with the negotiation, and with the answer to the server's challenge. If the server
/// refuses, and the user's name has other capitals too, it is sent twice more. libcurl could sign
/// in, too, but it would begin without the body, answer every challenge, and know ASCII alone.
struct NTLMHandshake {
    private let account: NTLMAccount
    /// The message in the next request; nil before the server has asked for one.
    private var message: [UInt8]?
    /// The user's name in the capitals that are not refused yet.
    private var names: ArraySlice<String>
    private var hasAnswered = false

    init(_ account: NTLMAccount) {
        self.account = account
        names = NTLMMessage.capitals(of: account.user)[...]
    }

    /// The value of `Authorization` in the next request; nil for none.
    var header: String? { message.map { "NTLM " + Base64.encode($0) } }

    /// Takes the response; returns whether the request is sent again.
    mutating func continues(after response: HTTPResponse) throws(TransportError) -> Bool {
        // Newman treats a 403 with a challenge like a 401.
        guard response.status == 401 || response.status == 403 else { return false }
        if message == nil {
            if !Self.isWanted(by: response.headers) { return false }
            message = NTLMMessage.negotiation
            return true
        }
        if hasAnswered {
            names = names.dropFirst()
            hasAnswered = false
            message = NTLMMessage.negotiation
            return response.status == 401 && !names.isEmpty
        }
        guard let name = names.first, let challenge = Self.challenge(in: response.headers) else {
            return false
        }
        hasAnswered = true
        do throws(CryptographyError) {
            message = try NTLMMessage.answer(
                to: challenge, account, named: name,
                time: Self.time(at: Clocks.secondsSince1970()), nonce: RandomBytes.make(8))
        } catch {
            throw TransportError(
                .invalidRequest, "NTLM cannot sign in: \(error.operation): \(error.reason)", url: ""
            )
        }
        return true
    }

    /// Whether a server asks for NTLM, by its own name or by that of the negotiation about it.
    private static func isWanted(by headers: HTTPHeaders) -> Bool {
        challenges(in: headers).contains { words in
            let scheme = words.first?.lowercased()
            return scheme == "ntlm" || scheme == "negotiate"
        }
    }

    private static func challenge(in headers: HTTPHeaders) -> NTLMMessage.Challenge? {
        for words in challenges(in: headers) where words.count == 2 {
            if words[0].lowercased() == "ntlm", let bytes = Base64.decode(String(words[1])) {
                return NTLMMessage.Challenge(bytes)
            }
        }
        return nil
    }

    /// The words of each challenge: a field may have several (RFC 9110 §11.6.1).
    private static func challenges(in headers: HTTPHeaders) -> [[Substring]] {
        headers.values(named: "WWW-Authenticate").flatMap { value in
            value.split(separator: ",").map { $0.split(separator: " ") }
        }
    }

    /// A time in tenths of microseconds since 1601.
    private static func time(at seconds: Double) -> [UInt8] {
        let ticks = UInt64(max(0, seconds + 11_644_473_600) * 10_000_000)
        return (0..<8).map { UInt8(truncatingIfNeeded: ticks >> ($0 * 8)) }
    }
}
