import Cryptography
import HTTPModel
import Platform
import TextEncoding

/// A sign-in by NTLM with an account that libcurl cannot encode.
///
/// The request is sent twice over one connection: with the negotiation, and with the answer to the
/// server's challenge. If the server refuses, and the user's name has other capitals too, it is
/// sent twice more.
struct NTLMHandshake {
    private let account: NTLMAccount
    private var message = NTLMMessage.negotiation
    /// The user's name in the capitals that are not refused yet.
    private var names: ArraySlice<String>
    private var hasAnswered = false

    init(_ account: NTLMAccount) {
        self.account = account
        names = NTLMMessage.capitals(of: account.user)[...]
    }

    /// The value of `Authorization` in the next request.
    var header: String { "NTLM " + Base64.encode(message) }

    /// Takes the response; returns whether the request is sent again.
    mutating func continues(after response: HTTPResponse) throws(TransportError) -> Bool {
        guard response.status == 401 else { return false }
        if hasAnswered {
            names = names.dropFirst()
            hasAnswered = false
            message = NTLMMessage.negotiation
            return !names.isEmpty
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
