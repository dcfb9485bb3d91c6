import Cryptography
import HTTPModel
import Platform
import TextEncoding

/// A sign-in by NTLM with an account that libcurl cannot encode.
///
/// The request is sent twice over one connection: with the negotiation, and with the answer to the
/// server's challenge.
struct NTLMHandshake {
    private let account: NTLMAccount
    private var message = NTLMMessage.negotiation
    private var isOver = false

    init(_ account: NTLMAccount) {
        self.account = account
    }

    /// The value of `Authorization` in the next request.
    var header: String { "NTLM " + Base64.encode(message) }

    /// Takes the response; returns whether the request is sent again.
    mutating func continues(after response: HTTPResponse) throws(TransportError) -> Bool {
        guard !isOver, response.status == 401, let challenge = Self.challenge(in: response.headers)
        else { return false }
        isOver = true
        do throws(CryptographyError) {
            message = try NTLMMessage.answer(
                to: challenge, account, time: Self.time(at: Clocks.secondsSince1970()),
                nonce: RandomBytes.make(8))
        } catch {
            throw TransportError(
                .invalidRequest, "NTLM cannot sign in: \(error.operation): \(error.reason)", url: ""
            )
        }
        return true
    }

    private static func challenge(in headers: HTTPHeaders) -> NTLMMessage.Challenge? {
        for value in headers.values(named: "WWW-Authenticate") {
            let words = value.split(separator: " ")
            if words.count == 2, words[0].lowercased() == "ntlm",
                let bytes = Base64.decode(String(words[1]))
            {
                return NTLMMessage.Challenge(bytes)
            }
        }
        return nil
    }

    /// A time in tenths of microseconds since 1601.
    private static func time(at seconds: Double) -> [UInt8] {
        let ticks = UInt64(max(0, seconds + 11_644_473_600) * 10_000_000)
        return (0..<8).map { UInt8(truncatingIfNeeded: ticks >> ($0 * 8)) }
    }
}
