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
    ///
    /// `left` holds the URLs that redirects have left before.
    func next(
        after request: HTTPRequest, to url: TargetURL, answer: HTTPResponse, left: [String]
    ) throws(TransportError) -> HTTPRequest? {
        guard options.followsRedirects,
            let location = Self.location(of: answer.status, answer.headers)
        else { return nil }
        var destination = try target(location, from: request.url)
        let isForeign = !destination.origin.isOwn(of: origin)
        if isForeign { try dropCredentials(of: &destination, first: left.first ?? request.url) }
        try check(destination, url: request.url, left: left)

        var next = request
        next.url = destination.url
        if !options.keepsMethodOnRedirect && answer.status != 307 && answer.status != 308 {
            if next.method != "HEAD" { next.method = "GET" }
            next.dropBody()
        }
        if destination.host != url.host && !options.keepsAuthorizationOnRedirect {
            next.headers.remove("Authorization")
        }
        if isForeign || options.bindsCredentialsToURL { dropCredentials(of: &next) }
        if !options.omitsRefererOnRedirect { setReferer(&next, left: url, for: destination) }
        setHost(&next, left: url, for: destination)
        moveFormType(of: &next)
        return next
    }

    /// Where a response redirects to; nil if it does not.
    static func location(of status: Int, _ headers: HTTPHeaders) -> String? {
        guard (300..<400).contains(status), let location = headers["Location"], !location.isEmpty
        else { return nil }
        return location
    }

    /// Puts the type of a form that is sent again last, as Newman does, which builds it again.
    private func moveFormType(of request: inout HTTPRequest) {
        guard request.body != nil, WireHeaders.isForm(request.headers),
            let type = request.headers["Content-Type"]
        else { return }
        request.headers.remove("Content-Type")
        request.headers.add("Content-Type", type)
    }

    /// Replaces a `Host` that names the place which was left.
    ///
    /// On another host it stands last, as in Newman. The author's own `Host` stays on the same
    /// host.
    private func setHost(
        _ request: inout HTTPRequest, left url: TargetURL, for destination: TargetURL
    ) {
        guard let host = request.headers["Host"] else { return }
        if destination.host != url.host {
            request.headers.remove("Host")
            request.headers.add("Host", destination.authority)
        } else if host == url.authority {
            request.headers.set("Host", destination.authority)
        }
    }

    /// Drops the headers that carry a credential, if they are of no use or for others' eyes.
    private func dropCredentials(of request: inout HTTPRequest) {
        if options.keepsAuthorizationOnRedirect { return }
        for name in options.credentialHeaderNames { request.headers.remove(name) }
    }

    /// Drops the query parameters in which a server passes the credentials of the first URL on.
    ///
    /// Others of the same names are the server's own, as in a URL that it has signed itself.
    private func dropCredentials(
        of destination: inout TargetURL, first: String
    ) throws(TransportError) {
        let names = options.credentialQueryNames
        if names.isEmpty { return }
        destination.removeQueryParameters(
            named: names, with: try TargetURL(first).queryValues(named: names))
    }

    private func target(_ location: String, from base: String) throws(TransportError) -> TargetURL {
        let resolved = URLReference.resolve(
            location, against: base, encodes: options.encodesRedirects)
        do {
            return try TargetURL(resolved)
        } catch {
            throw TransportError(.redirect, "redirect not followed: \(error.message)", url: base)
        }
    }

    private func check(
        _ destination: TargetURL, url: String, left: [String]
    ) throws(TransportError) {
        if destination.origin != origin && options.refusesCrossOriginRedirects {
            throw TransportError(
                .redirect,
                "redirect to another origin, \(destination.scheme)://\(destination.endpoint), "
                    + "is not followed", url: url)
        }
        if left.count >= options.maxRedirects {
            let isLoop = destination.url == url || left.contains(destination.url)
            throw TransportError(
                .redirect,
                "more than \(options.maxRedirects) redirects\(isLoop ? ", in a loop" : ""); "
                    + "the next leads to \(destination.scheme)://\(destination.authority)"
                    + "\(destination.path)",
                url: url)
        }
    }

    /// Names the page that was left, without its user, and without its credentials for strangers.
    private func setReferer(
        _ request: inout HTTPRequest, left url: TargetURL, for destination: TargetURL
    ) {
        // RFC 9110 §10.1.3: a clear-text server must not see an address of a secure one.
        if url.scheme == "https" && destination.scheme == "http" {
            return request.headers.remove("Referer")
        }
        var page = url
        page.removePrivateParts()
        if !destination.origin.isOwn(of: url.origin) {
            page.removeQueryParameters(named: options.credentialQueryNames)
        }
        request.headers.set("Referer", page.url)
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
