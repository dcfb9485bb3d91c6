import HTTPModel

/// The user and password of NTLM in the bytes that libcurl needs.
///
/// The messages of NTLM are UTF-16. libcurl makes it by widening every byte, which is right for ISO
/// 8859-1 and for nothing else. It also hashes the user in capitals, but only has those of ASCII.
struct NTLMCredentials {
    /// `DOMAIN\user`; libcurl takes what precedes the backslash for the domain, even if it is
    /// empty.
    let user: [UInt8]
    let password: [UInt8]

    init(_ account: NTLMAccount) throws(TransportError) {
        user = try Self.latin1(account.domain + "\\") + Self.latin1(account.user).map(Self.capital)
        password = try Self.latin1(account.password)
    }

    private static func latin1(_ text: String) throws(TransportError) -> [UInt8] {
        let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
        guard bytes.count == text.unicodeScalars.count else {
            throw TransportError(
                .invalidRequest,
                "NTLM cannot sign in with a user, password or domain that has characters beyond "
                    + "ISO 8859-1", url: "")
        }
        return bytes
    }

    /// The capital of a letter beyond ASCII; `ÿ`, whose capital ISO 8859-1 lacks, stays.
    private static func capital(_ byte: UInt8) -> UInt8 {
        (0xE0...0xFE).contains(byte) && byte != 0xF7 ? byte - 0x20 : byte
    }
}
