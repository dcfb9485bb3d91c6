import CCurl
import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The causes of failures by the codes of Node, which scripts and reports show.
extension TransferFailure {
    /// The cause of a transfer that ended with this code; nil if Node has no code for it.
    func cause(of code: CURLcode) -> TransportError.Cause? {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .hostNotFound
        case CURLE_COULDNT_CONNECT: return systemCause("connect") ?? refused
        case CURLE_OPERATION_TIMEDOUT: return timeout
        case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
            return TransportError.Cause(code: "ECONNRESET")
        case CURLE_RECV_ERROR where isChunkingBroken:
            return TransportError.Cause(code: "HPE_INVALID_CHUNK_SIZE")
        case CURLE_RECV_ERROR where isHeadTooLarge:
            return TransportError.Cause(code: "HPE_HEADER_OVERFLOW")
        case CURLE_RECV_ERROR where tlsAlert != nil: return brokenHandshake
        case CURLE_RECV_ERROR: return systemCause("read") ?? reset("read")
        case CURLE_SEND_ERROR: return systemCause("write") ?? reset("write")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR: return untrusted
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: return brokenHandshake
        case CURLE_UNSUPPORTED_PROTOCOL: return invalidStatusLine
        case CURLE_WEIRD_SERVER_REPLY:
            let isLength = handle.lastErrorText.contains("Content-Length")
            return TransportError.Cause(
                code: isLength ? "HPE_INVALID_CONTENT_LENGTH" : "HPE_INVALID_HEADER_TOKEN")
        case CURLE_OUT_OF_MEMORY: return TransportError.Cause(code: "HPE_HEADER_OVERFLOW")
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: return TransportError.Cause(code: "ERR_HTTP2_ERROR")
        default: return nil
        }
    }

    /// A handshake fails by what the server says, or because it closes the connection.
    private var brokenHandshake: TransportError.Cause {
        let text = handle.lastErrorText
        if text.contains("Recv failure") { return reset("read") }
        if text.contains("SSL_ERROR_SYSCALL") || text.contains("unexpected eof") {
            return TransportError.Cause(code: "ECONNRESET")
        }
        return TransportError.Cause(code: "EPROTO", errno: -71, syscall: "write")
    }

    /// Whether a body in chunks has a broken one.
    var isChunkingBroken: Bool { handle.lastErrorText.contains("chunk") }

    /// Whether the head of the response has too many lines.
    var isHeadTooLarge: Bool { handle.lastErrorText.contains("Too large response headers") }

    private var invalidStatusLine: TransportError.Cause {
        let text = handle.lastErrorText
        // To libcurl, what does not begin as HTTP does is a response of HTTP/0.9.
        if text.contains("HTTP/0.9") { return TransportError.Cause(code: "HPE_INVALID_CONSTANT") }
        // It names the version if that is what is wrong.
        let isStatus = text.contains("HTTP version in response")
        return TransportError.Cause(code: isStatus ? "HPE_INVALID_STATUS" : "HPE_INVALID_VERSION")
    }

    /// The cause of silence after the connection stood.
    static let silence = TransportError.Cause(code: "ESOCKETTIMEDOUT")

    private var timeout: TransportError.Cause {
        let isConnected = handle.size(CURLINFO_PRETRANSFER_TIME_T) > 0
        return isConnected ? Self.silence : TransportError.Cause(code: "ETIMEDOUT")
    }

    private var refused: TransportError.Cause { cause("ECONNREFUSED", -111, "connect") }

    private func reset(_ syscall: String) -> TransportError.Cause {
        TransportError.Cause(code: "ECONNRESET", errno: -104, syscall: syscall)
    }

    /// The names of the error numbers that connections fail with.
    private static let names: [Int32: String] = [
        ECONNREFUSED: "ECONNREFUSED", ECONNRESET: "ECONNRESET", ECONNABORTED: "ECONNABORTED",
        EPIPE: "EPIPE", ETIMEDOUT: "ETIMEDOUT", EHOSTUNREACH: "EHOSTUNREACH",
        ENETUNREACH: "ENETUNREACH", EADDRNOTAVAIL: "EADDRNOTAVAIL", EACCES: "EACCES",
        ENOENT: "ENOENT",
    ]

    private func systemCause(_ syscall: String) -> TransportError.Cause? {
        let number = Int32(handle.number(CURLINFO_OS_ERRNO))
        guard let name = Self.names[number] else { return nil }
        return cause(name, -Int(number), syscall)
    }

    private func cause(
        _ code: String, _ number: Int, _ syscall: String
    ) -> TransportError.Cause {
        guard syscall == "connect", route.proxy == nil else {
            return TransportError.Cause(code: code, errno: number, syscall: syscall)
        }
        let address = handle.text(CURLINFO_PRIMARY_IP).flatMap { $0.isEmpty ? nil : $0 }
        return TransportError.Cause(
            code: code, errno: number, syscall: syscall, address: address ?? url.cookieHost,
            port: url.effectivePort)
    }

    /// OpenSSL's results of a verification by Node's names.
    private static let verifications: [Int: String] = [
        2: "UNABLE_TO_GET_ISSUER_CERT", 7: "CERT_SIGNATURE_FAILURE", 9: "CERT_NOT_YET_VALID",
        10: "CERT_HAS_EXPIRED", 18: "DEPTH_ZERO_SELF_SIGNED_CERT",
        19: "SELF_SIGNED_CERT_IN_CHAIN", 20: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        21: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", 22: "CERT_CHAIN_TOO_LONG", 23: "CERT_REVOKED",
        24: "INVALID_CA", 26: "INVALID_PURPOSE", 27: "CERT_UNTRUSTED", 28: "CERT_REJECTED",
    ]

    private var untrusted: TransportError.Cause? {
        let result = handle.number(CURLINFO_SSL_VERIFYRESULT)
        // libcurl compares the name before it takes the result, which is 1 until then.
        let code = result <= 1 ? "ERR_TLS_CERT_ALTNAME_INVALID" : Self.verifications[result]
        return code.map { TransportError.Cause(code: $0) }
    }
}
