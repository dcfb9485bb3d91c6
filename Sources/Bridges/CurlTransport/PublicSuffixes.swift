import CPublicSuffix

/// The domains below which strangers register names, as `com` and `co.uk` (publicsuffix.org).
///
/// libpsl holds the list; curl and the browsers go by it. No cookie is for all of such a domain.
enum PublicSuffixes {
    /// Whether the domain, in lower case, is one.
    static func contains(_ domain: String) -> Bool {
        // A name that only this machine has (RFC 6761 §6.3).
        if domain == "localhost" { return false }
        // The list belongs to the library and is never freed.
        return psl_is_public_suffix(psl_builtin(), domain) != 0
    }
}
