import COpenSSL

#if os(Linux)
    import LibraryLoader
#endif

/// The library behind this target.
public enum OpenSSL {
    /// The version of the installed libcrypto, as `3.0.17`; nil if there is none.
    public static var version: String? {
        #if os(Linux)
            if library_loader_open("libcrypto") != nil { return nil }
        #endif
        // The text is constant: `OpenSSL 3.0.17 1 Jul 2025`.
        guard let text = OpenSSL_version(OPENSSL_VERSION) else { return nil }
        let words = String(cString: text).split(separator: " ")
        return words.dropFirst().first.map(String.init)
    }

    /// Forgets the errors of the calling thread, of which libcurl reports the oldest.
    public static func forgetErrors() { ERR_clear_error() }
}
