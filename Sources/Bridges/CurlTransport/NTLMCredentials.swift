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

    /// Nil for an account with characters beyond ISO 8859-1.
    init?(_ account: NTLMAccount) {
        guard let domain = Self.latin1(account.domain), let user = Self.latin1(account.user),
            let password = Self.latin1(account.password)
        else { return nil }
        self.user = domain + [UInt8(ascii: "\\")] + user.map(Self.capital)
        self.password = password
    }

    private static func latin1(_ text: String) -> [UInt8]? {
        let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
        return bytes.count == text.unicodeScalars.count ? bytes : nil
    }

    /// The capital of a letter beyond ASCII; `ÿ`, whose capital ISO 8859-1 lacks, stays.
    private static func capital(_ byte: UInt8) -> UInt8 {
        (0xE0...0xFE).contains(byte) && byte != 0xF7 ? byte - 0x20 : byte
    }
}
