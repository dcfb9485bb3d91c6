import CMicrohttpd
public import HTTPModel
import Synchronization

/// A small HTTP/1.1 server that only this machine can reach.
///
/// Each connection has a thread; the handler is called on it, several at a time, with the whole
/// body in memory. There is no streaming, and no way to listen on another interface.
public final class LoopbackServer: Sendable {
    /// What a client may ask of the server.
    public struct Limits: Sendable {
        /// The longest body in bytes; a longer one is answered with 413.
        public var bodyBytes = 64 << 20
        /// The longest request line and header together; longer ones are answered with 431.
        public var headerBytes = 16 << 10
        /// How many connections may be open; more are closed at once.
        public var connections = 64
        /// How long a connection may be silent, in a request or between two.
        public var idleSeconds = 5

        /// The limits that suit a server for tests.
        public init() {}
    }

    /// The port that the server listens on.
    public let port: UInt16

    private let daemons: Mutex<Daemons>

    /// Listens at once; `port` 0 is any that is free on all addresses of `host`.
    ///
    /// With an identity it speaks TLS.
    ///
    /// Threads of the server call `handler`, which must not stop the server.
    public init(
        port: UInt16 = 0, host: LoopbackHost = .localhost, limits: Limits = Limits(),
        identity: ServerIdentity? = nil,
        handler: @escaping @Sendable (ServerRequest) -> ServerResponse
    ) throws(LoopbackError) {
        let responder = Responder(limits: limits, identity: identity, handler: handler)
        var last = LoopbackError.portInUse(port)
        // A port that is free on one address may be taken on the other.
        for _ in 0..<(port == 0 ? 16 : 1) {
            do throws(LoopbackError) {
                let started = try Daemons(port: port, host: host, responder: responder)
                self.port = started.port
                daemons = Mutex(started)
                return
            } catch {
                last = error
                guard case .portInUse = error else { break }
            }
        }
        throw last
    }

    deinit { stop() }

    /// Closes the port and all connections, and waits for the handlers that run.
    public func stop() {
        daemons.withLock { $0.stop() }
    }
}

/// The daemons of the C library, one per address.
private struct Daemons: @unchecked Sendable {
    // Sendable: the handles are only used to stop the daemons, under the lock of the server.
    private var handles: [OpaquePointer] = []
    private let responder: Responder
    private(set) var port: UInt16

    init(port: UInt16, host: LoopbackHost, responder: Responder) throws(LoopbackError) {
        self.responder = responder
        let first = try ListeningSocket.open(host.address, port: port)
        self.port = first.port
        var second: ListeningSocket?
        if host.includesIPv6 {
            do throws(LoopbackError) {
                second = try ListeningSocket.open(.ipv6, port: first.port)
            } catch .cannotListen {
                second = nil
            }
        }
        try start(first)
        guard let second else { return }
        do throws(LoopbackError) {
            try start(second)
        } catch {
            stop()
            throw error
        }
    }

    mutating func stop() {
        for handle in handles { MHD_stop_daemon(handle) }
        handles = []
    }

    private mutating func start(_ socket: consuming ListeningSocket) throws(LoopbackError) {
        let port = socket.port
        let isIPv6 = socket.isIPv6
        guard let handle = responder.startDaemon(socket.take(), isIPv6: isIPv6) else {
            throw .cannotListen(port: port, errorNumber: 0)
        }
        handles.append(handle)
    }
}
