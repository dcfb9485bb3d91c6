import COpenSSL

/// Why libcrypto did not do what it was asked.
public struct CryptographyError: Error, Sendable, Hashable {
    /// What was asked, as `SHA-256 digest`.
    public var operation: String
    /// What libcrypto said, or an empty text.
    public var reason: String

    /// Makes an error from its parts.
    public init(operation: String, reason: String) {
        self.operation = operation
        self.reason = reason
    }

    /// Takes the reason from libcrypto's error queue and empties the queue.
    static func last(_ operation: String) -> CryptographyError {
        let code = ERR_get_error()
        ERR_clear_error()
        guard code != 0, let text = ERR_reason_error_string(code) else {
            return CryptographyError(operation: operation, reason: "")
        }
        // The text is static in libcrypto and outlives this call.
        return CryptographyError(operation: operation, reason: String(cString: text))
    }
}
