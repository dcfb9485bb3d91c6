import CCurl
import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a failed transfer means for a user.
///
/// The one place where libcurl's codes become kinds and words.
struct TransferFailure {
    let handle: CurlHandle
    let url: TargetURL
    let options: TransferOptions
    let configuration: CurlTransport.Configuration
    /// The way that the transfer went.
    let route: Route
    /// Whether the time for the whole exchange is over.
    let isOverdue: Bool
    /// Whether the request has its own `Proxy-Authorization`, which libcurl prefers to the user and
    /// password of the proxy's address.
    let authorizesProxy: Bool

    /// The error for a transfer that ended with this code.
    func error(for code: CURLcode) -> TransportError {
        let (kind, message) = meaning(of: code, detail(of: code))
        return TransportError(kind, message, url: "", cause: cause(of: code))
    }

    /// The error for a body that cannot be taken.
    func error(for failure: BodyFailure) -> TransportError {
        switch failure {
        case .unclearLength(let fault): return unclearLength(fault)
        case .undecodable(let failure):
            return TransportError(
                .invalidResponse, "the body from \(peer) cannot be decoded: \(failure.message)",
                url: "", cause: failure.cause)
        case .tooLarge(let limit, let size):
            let size = size.map { "has \($0) bytes" } ?? "goes on after \(limit) bytes"
            return TransportError(
                .tooLarge,
                "the body from \(peer) \(size); --max-response-size allows \(limit)", url: "",
                cause: Self.tooLarge)
        case .noMemory(let size):
            return TransportError(
                .tooLarge,
                "the body from \(peer) goes on after \(size) bytes, which is more than memory can "
                    + "hold; --max-response-size sets a lower limit", url: "",
                cause: Self.tooLarge)
        case .ended(.cancelled): return TransportError(.cancelled, "interrupted", url: "")
        case .ended(.overdue):
            return TransportError(
                .timedOut, overdueMessage, url: "", cause: TransferFailure.silence)
        case .ended(.silent):
            return TransportError(
                .timedOut, silenceMessage, url: "", cause: TransferFailure.silence)
        }
    }

    private func unclearLength(_ fault: AnnouncedLength.Fault) -> TransportError {
        let (what, code) =
            switch fault {
            case .malformed: ("is not a length", "HPE_INVALID_CONTENT_LENGTH")
            case .ambiguous: ("has different values", "HPE_UNEXPECTED_CONTENT_LENGTH")
            }
        let (kind, message) = invalidResponse("its Content-Length \(what)")
        return TransportError(kind, message, url: "", cause: TransportError.Cause(code: code))
    }

    /// Node's servers and clients name a body beyond a limit so.
    private static let tooLarge = TransportError.Cause(code: "ETOOLARGE")

    private var overdueMessage: String {
        "the exchange with \(peer) took longer than " + milliseconds(options.totalTimeout)
    }

    /// The error for a request that must not be sent again, over a kept connection that was dead.
    var deadConnection: TransportError {
        TransportError(
            .connectionLost,
            "\(peer) closed the kept connection without a response; the request was not sent again "
                + "at once, because it may have had its effect", url: "",
            cause: TransportError.Cause(code: "ECONNRESET"))
    }

    /// The error for a response that switches to another protocol.
    func switchedProtocols(_ head: ResponseHead) -> TransportError {
        let name = head.headers["Upgrade"].map { " to '\($0)'" } ?? ""
        return TransportError(
            .invalidResponse,
            "\(peer) answered \(head.status) \(head.reason)\(name); "
                + "Posthaste does not support other protocols than HTTP", url: "")
    }

    /// The error for silence after the connection stood.
    var silenceMessage: String {
        let limit = milliseconds(options.timeout)
        return handle.number(CURLINFO_HEADER_SIZE) > 0
            ? "\(peer) went silent for \(limit) in the middle of its response"
            : "no response from \(peer) within \(limit)"
    }

    // MARK: - Kinds

    private typealias Meaning = (kind: TransportError.Kind, message: String)

    private func meaning(of code: CURLcode, _ text: String) -> Meaning {
        if let message = certificateRefusal(text) { return (.tls, message) }
        switch code {
        case CURLE_URL_MALFORMAT:
            return (.invalidURL, "host name '\(url.host)' is not valid")
        case CURLE_COULDNT_RESOLVE_HOST:
            return (.nameNotFound, "host '\(url.host)' not found")
        case CURLE_COULDNT_RESOLVE_PROXY:
            return (.nameNotFound, "proxy '\(route.proxy?.endpoint ?? "")' not found")
        case CURLE_COULDNT_CONNECT, CURLE_PROXY: return connectFailure(text)
        case CURLE_OPERATION_TIMEDOUT: return (.timedOut, timeoutMessage)
        case CURLE_GOT_NOTHING where options.httpVersion == .http2:
            // libcurl says so of frames that it refuses, too.
            return (
                .connectionLost, "\(peer) ended the connection without a valid response in HTTP/2"
            )
        case CURLE_GOT_NOTHING:
            return (.connectionLost, "\(peer) closed the connection without a response")
        case CURLE_PARTIAL_FILE:
            let detail = handle.lastErrorText.isEmpty ? "its head breaks off" : text
            return (.connectionLost, "the response of \(peer) is incomplete: \(detail)")
        case CURLE_RECV_ERROR where isHeadTooLarge: return largeHead(": \(text)")
        // libcurl holds no line of a head that is longer than 100 KiB.
        case CURLE_OUT_OF_MEMORY: return largeHead()
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            return invalidResponse(text)
        case CURLE_RECV_ERROR where isChunkingBroken: return invalidResponse(text)
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR: return lostConnection(text)
        default:
            return tlsFailure(code, text) ?? (.other, "exchange with \(peer) failed: \(text)")
        }
    }

    private func largeHead(_ reason: String = "") -> Meaning {
        (.invalidResponse, "the head of the response of \(peer) is too large\(reason)")
    }

    private func invalidResponse(_ text: String) -> Meaning {
        (.invalidResponse, "the response of \(peer) is not valid HTTP: \(text)")
    }

    private func connectFailure(_ text: String) -> Meaning {
        let code = Int32(handle.number(CURLINFO_OS_ERRNO))
        switch code {
        case EINVAL where url.zone != nil:
            return (
                .invalidURL,
                "'\(url.zone ?? "")' in \(url.host) is not a network interface of this machine"
            )
        case ECONNREFUSED: return (.connectionRefused, "connection refused by \(peer)")
        case ETIMEDOUT: return (.timedOut, "no connection to \(peer): the system gave up waiting")
        case 0: return (.connectionRefused, "no connection to \(peer): \(text)")
        default:
            let reason = String(cString: strerror(code)).lowercased()
            return (.connectionRefused, "no connection to \(peer): \(reason)")
        }
    }

    private func lostConnection(_ text: String) -> Meaning {
        let answer = handle.number(CURLINFO_HTTP_CONNECTCODE)
        if let proxy = route.proxy, answer >= 300 {
            let hint = answer == 407 ? "; \(authorizationHint(for: proxy))" : ""
            return (
                .other,
                "proxy \(proxy.endpoint) refused the tunnel to \(url.endpoint) with status "
                    + "\(answer)"
                    + hint
            )
        }
        return (.connectionLost, "connection to \(peer) lost: \(text)")
    }

    private func authorizationHint(for proxy: ProxyAddress) -> String {
        if authorizesProxy {
            return "it does not accept the request's header 'Proxy-Authorization'"
        }
        return proxy.user == nil
            ? "give its user and password in its address"
            : "it does not accept the user and password in its address"
    }

    private func tlsFailure(_ code: CURLcode, _ text: String) -> Meaning? {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
            if let proxy = failedProxy {
                return (.tls, "certificate of proxy \(proxy.endpoint) is not trusted: \(text)")
            }
            let hint = isAuthorityUnknown ? "--ssl-extra-ca-certs trusts its authority, " : ""
            return (
                .tls,
                "certificate of \(url.endpoint) is not trusted: \(text) "
                    + "(\(hint)-k skips this check)"
            )
        case CURLE_SSL_CERTPROBLEM:
            let path = route.certificate?.path ?? ""
            let fault = route.certificate?.fault(reportedAs: text)
            return (.tls, "client certificate '\(path)' cannot be used: \(fault ?? text)")
        case CURLE_SSL_CACERT_BADFILE:
            let path = configuration.extraAuthoritiesPath ?? ""
            return (.tls, "certificate authorities '\(path)' cannot be used: \(text)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
            CURLE_SSL_CLIENTCERT:
            let server = failedProxy.map { "proxy \($0.endpoint)" } ?? url.endpoint
            return (.tls, "TLS handshake with \(server) failed: \(text)")
        default: return nil
        }
    }

    /// Whether a certificate is signed by an authority that nobody has named, by OpenSSL's numbers.
    private var isAuthorityUnknown: Bool {
        (18...21).contains(handle.number(CURLINFO_SSL_VERIFYRESULT))
    }

    /// The proxy, if it was its own TLS handshake that failed: no tunnel had been asked for yet.
    var failedProxy: ProxyAddress? {
        guard let proxy = route.proxy, proxy.scheme == .https,
            handle.number(CURLINFO_HTTP_CONNECTCODE) == 0
        else { return nil }
        return proxy
    }

    private var timeoutMessage: String {
        // Once connected, libcurl minds no other limit than the total one.
        if isOverdue || handle.size(CURLINFO_PRETRANSFER_TIME_T) > 0 {
            return overdueMessage
        }
        return "no connection to \(peer) within " + milliseconds(options.connectLimit)
    }

    // MARK: - Words

    /// The first server on the way: the proxy, if there is one.
    private var peer: String { route.proxy.map { "proxy \($0.endpoint)" } ?? url.endpoint }

    /// libcurl's own words, without what the message already says.
    private func detail(of code: CURLcode) -> String {
        var text = handle.lastErrorText
        if text.isEmpty { text = String(cString: curl_easy_strerror(code)).lowercased() }
        for prefix in ["SSL certificate problem: ", "SSL: "] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
        }
        return text
    }

    private func milliseconds(_ duration: Duration?) -> String {
        "\((duration ?? .zero).roundedMilliseconds) ms"
    }
}
