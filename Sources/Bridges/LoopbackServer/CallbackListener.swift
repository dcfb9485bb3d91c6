import HTTPModel

/// Waits on this machine for the browser to come back from an OAuth 2.0 sign-in (RFC 8252 §7.3).
///
/// It listens from its making on, takes the first answer that the caller accepts, and shows the
/// person a page that says how it went. What is not the answer it declines and goes on waiting,
/// because stray tabs must not end a sign-in. A redirect URI with `https` needs an identity, whose
/// certificate the browser warns about unless it trusts it.
public final class CallbackListener: Sendable {
    /// How the answer comes.
    public enum AnswerForm: Sendable {
        /// In the query.
        case query
        /// In the fragment, which a page of the listener's posts back to it.
        case fragment
        /// As a posted form (`response_mode=form_post`).
        case posted
    }

    /// The port that it listens on.
    public let port: UInt16
    /// The redirect URI to send to the authorization server: the one given, with the port filled in
    /// where it had none.
    public let redirectURI: String

    private let server: LoopbackServer
    private let desk: CallbackDesk

    /// Whether an address is one that can be listened to: `http` or `https` to `localhost`,
    /// 127.0.0.0/8 or `[::1]`.
    public static func isLoopback(_ redirectURI: String) -> Bool {
        RedirectAddress(redirectURI) != nil
    }

    /// Listens at the redirect URI; on any free port if it has none.
    ///
    /// An answer in the query is accepted with any `form`, because servers send refusals there.
    /// `identity` is for `https` alone.
    public init(
        redirectURI: String, form: AnswerForm = .query, identity: ServerIdentity? = nil
    ) throws(LoopbackError) {
        guard let address = RedirectAddress(redirectURI), address.isSecure == (identity != nil)
        else { throw .notLoopback(redirectURI) }
        let desk = CallbackDesk(address: address, form: form)
        var limits = LoopbackServer.Limits()
        limits.bodyBytes = 64 << 10
        limits.connections = 16
        server = try LoopbackServer(
            port: address.port ?? 0, host: address.host, limits: limits, identity: identity
        ) { desk.answer($0) }
        self.desk = desk
        port = server.port
        self.redirectURI = address.port == nil ? address.uri(port: server.port) : redirectURI
        desk.open(port: server.port)
    }

    deinit { close() }

    /// Waits for the first answer that `accepting` approves, and returns its whole address; nil
    /// when the time is up.
    ///
    /// Threads of the listener call `accepting` with the addresses that the browser was sent to; a
    /// posted form counts as the query. Returns once the person has been shown the last page, or
    /// two seconds later. After nil it may be called again.
    public func wait(
        timeout: Duration, accepting: @escaping @Sendable (_ address: String) -> Bool
    ) -> String? {
        desk.wait(timeout: timeout, accepting: accepting)
    }

    /// Stops listening; nothing can be waited for any more.
    public func close() {
        desk.close()
        server.stop()
    }
}
