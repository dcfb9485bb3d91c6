import HTTPModel

/// The step from a redirecting answer to the next request, hop by hop as Postman's runtime does it.
///
/// libcurl could follow by itself, but not keep the method, the body and `Authorization` as each
/// collection wants it.
struct Redirect {
    /// The options of the exchange.
    let options: TransferOptions
    /// Where the exchange began; what may not leave it is measured against this.
    let origin: TargetURL.Origin

    /// The request that the answer asks for; nil when it is final.
    func next(
        after request: HTTPRequest, to url: TargetURL, answer: HTTPResponse, hops: Int
    ) throws(TransportError) -> HTTPRequest? {
        guard options.followsRedirects, (300..<400).contains(answer.status),
            let location = answer.headers["Location"], !location.isEmpty
        else { return nil }
        var destination = try target(location, from: request.url)
        let leavesOrigin = destination.origin != origin
        if leavesOrigin { destination.removeQueryParameters(named: options.credentialQueryNames) }
        try check(destination, leavesOrigin: leavesOrigin, hops: hops, url: request.url)

        var next = request
        next.url = destination.url
        if !options.keepsMethodOnRedirect && answer.status != 307 && answer.status != 308 {
            if next.method != "HEAD" { next.method = "GET" }
            next.dropBody()
        }
        // The automatic Host names the old place; a chosen one stays while the host does.
        if destination.host != url.host || next.headers["Host"] == url.authority {
            next.headers.remove("Host")
        }
        if destination.host != url.host && !options.keepsAuthorizationOnRedirect {
            next.headers.remove("Authorization")
        }
        dropCredentials(of: &next, for: destination)
        if !options.omitsRefererOnRedirect { setReferer(&next, left: url, for: destination) }
        return next
    }

    /// Drops the headers that carry a credential where they are of no use, or for others' eyes.
    private func dropCredentials(of request: inout HTTPRequest, for destination: TargetURL) {
        let isStranger = destination.origin != origin && !isSecured(destination.origin)
        guard isStranger || options.bindsCredentialsToURL else { return }
        for name in options.credentialHeaderNames {
            let isKept =
                options.keepsAuthorizationOnRedirect && HTTPHeaders.same(name, "Authorization")
            if !isKept { request.headers.remove(name) }
        }
    }

    /// Whether it is the same server, now with TLS: the one other place that may see credentials.
    private func isSecured(_ other: TargetURL.Origin) -> Bool {
        origin.host == other.host && origin.scheme == "http" && origin.port == 80
            && other.scheme == "https" && other.port == 443
    }

    private func target(_ location: String, from base: String) throws(TransportError) -> TargetURL {
        let resolved = URLReference.resolve(location, against: base)
        do {
            return try TargetURL(resolved)
        } catch {
            throw TransportError(.redirect, "redirect not followed: \(error.message)", url: base)
        }
    }

    private func check(
        _ destination: TargetURL, leavesOrigin: Bool, hops: Int, url: String
    ) throws(TransportError) {
        if leavesOrigin && options.refusesCrossOriginRedirects {
            throw TransportError(
                .redirect,
                "redirect to another origin, \(destination.scheme)://\(destination.endpoint), "
                    + "is not followed", url: url)
        }
        if hops >= options.maxRedirects {
            throw TransportError(
                .redirect,
                "more than \(options.maxRedirects) redirects; the next leads to "
                    + "\(destination.scheme)://\(destination.authority)\(destination.path)",
                url: url)
        }
    }

    /// Names the page that was left, without its user, and without its credentials for strangers.
    private func setReferer(
        _ request: inout HTTPRequest, left url: TargetURL, for destination: TargetURL
    ) {
        request.headers.remove("Referer")
        // RFC 9110 §10.1.3: never tell a clear-text server where on a secure one the client was.
        if url.scheme == "https" && destination.scheme == "http" { return }
        var page = url
        page.removeUserinfo()
        if destination.origin != url.origin {
            page.removeQueryParameters(named: options.credentialQueryNames)
        }
        request.headers.add("Referer", page.url)
    }
}

extension HTTPRequest {
    /// Drops the body together with the headers that describe it.
    fileprivate mutating func dropBody() {
        body = nil
        for name in ["Content-Type", "Content-Length", "Transfer-Encoding", "Expect"] {
            headers.remove(name)
        }
    }
}
