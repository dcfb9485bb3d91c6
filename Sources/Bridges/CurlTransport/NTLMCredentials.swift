import HTTPModel

/// The user and password of NTLM for libcurl.
///
/// The messages of NTLM are UTF-16. libcurl makes it by widening every byte, and has only the
/// capitals of ASCII, so that it cannot sign in with other characters.
struct NTLMCredentials {
    /// `DOMAIN\user`; libcurl takes what precedes the backslash for the domain, even if it is
    /// empty.
    let user: [UInt8]
    let password: [UInt8]

    /// Nil for an account with characters beyond ASCII.
    init?(_ account: NTLMAccount) {
        user = Array("\(account.domain)\\\(account.user)".utf8)
        password = Array(account.password.utf8)
        if !(user + password).allSatisfy({ $0 < 0x80 }) { return nil }
    }
}
