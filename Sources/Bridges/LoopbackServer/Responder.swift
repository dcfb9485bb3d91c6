import CMicrohttpd
import HTTPModel

/// Answers the C library's callbacks: gathers a request, has the handler answer it, hands the
/// answer over.
///
/// The daemons hold it unretained; the server that owns it stops them first.
final class Responder: Sendable {
    private let limits: LoopbackServer.Limits
    private let identity: ServerIdentity?
    private let handler: @Sendable (ServerRequest) -> ServerResponse

    init(
        limits: LoopbackServer.Limits, identity: ServerIdentity?,
        handler: @escaping @Sendable (ServerRequest) -> ServerResponse
    ) {
        self.limits = limits
        self.identity = identity
        self.handler = handler
    }

    /// What is known of a request so far; one thread at a time has it.
    private final class Exchange {
        let target: String
        var body: [UInt8] = []
        var hasBegun = false
        var isTooLong = false
        var discardedBytes = 0
        var sent: (@Sendable () -> Void)?

        init(target: String) {
            self.target = target
        }
    }

    func startDaemon(_ socket: Int32, isIPv6: Bool) -> OpaquePointer? {
        let daemon = daemon(socket, isIPv6: isIPv6)
        guard let identity else { return posthaste_start_daemon(daemon, nil, nil) }
        return posthaste_start_daemon(daemon, identity.key, identity.certificate)
    }

    private func daemon(_ socket: Int32, isIPv6: Bool) -> posthaste_daemon {
        posthaste_daemon(
            socket: socket, is_ipv6: isIPv6, connections: UInt32(limits.connections),
            idle_seconds: UInt32(limits.idleSeconds),
            // The library's own data about a header fits in the same size again.
            memory: limits.headerBytes * 2 + 8192,
            begin: { _, target, _ in
                let exchange = Exchange(target: target.map { String(cString: $0) } ?? "/")
                // Released when the library says that the request is over.
                return Unmanaged.passRetained(exchange).toOpaque()
            },
            answer: { context, connection, _, method, _, data, count, state in
                guard let context, let connection, let method, let count, let state,
                    let exchange = state.pointee
                else { return .NO }
                let responder = Unmanaged<Responder>.fromOpaque(context).takeUnretainedValue()
                return responder.proceed(
                    Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue(), connection,
                    method, UnsafeRawBufferPointer(start: data, count: count.pointee), count)
            },
            completed: { _, _, state, reason in
                guard let state, let exchange = state.pointee else { return }
                state.pointee = nil
                let owned = Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue()
                if reason == .REQUEST_TERMINATED_COMPLETED_OK { owned.sent?() }
            },
            context: Unmanaged.passUnretained(self).toOpaque())
    }

    /// Called once when the header is read, once for each part of the body, and once at the end.
    private func proceed(
        _ exchange: Exchange, _ connection: OpaquePointer, _ method: UnsafePointer<CChar>,
        _ data: UnsafeRawBufferPointer, _ unread: UnsafeMutablePointer<Int>
    ) -> MHD_Result {
        if !exchange.hasBegun {
            exchange.hasBegun = true
            return refusal(connection).map { send($0, connection) } ?? .YES
        }
        if !data.isEmpty {
            unread.pointee = 0
            return gather(data, exchange)
        }
        if exchange.isTooLong { return send(Self.bodyTooLong, connection) }
        let request = ServerRequest(
            method: String(cString: method), target: exchange.target,
            headers: Self.headers(connection), body: exchange.body)
        exchange.body = []
        let response = handler(request)
        exchange.sent = response.sent
        return send(response, connection)
    }

    /// The answer to a request that can be refused before its body is read.
    private func refusal(_ connection: OpaquePointer) -> ServerResponse? {
        let size = posthaste_header_size(connection)
        if size > limits.headerBytes {
            return ServerResponse(status: 431, text: "the header is too long\n")
        }
        let length = Self.headers(connection)["Content-Length"].flatMap { Int($0) } ?? 0
        return length > limits.bodyBytes ? Self.bodyTooLong : nil
    }

    private func gather(_ data: UnsafeRawBufferPointer, _ exchange: Exchange) -> MHD_Result {
        if exchange.body.count + data.count > limits.bodyBytes {
            exchange.isTooLong = true
            exchange.body = []
        }
        if exchange.isTooLong {
            // Read a little further, so that the client sees the answer, but not without end.
            exchange.discardedBytes += data.count
            return exchange.discardedBytes > 1 << 20 ? .NO : .YES
        }
        exchange.body.append(contentsOf: data)
        return .YES
    }

    private static let bodyTooLong = ServerResponse(status: 413, text: "the body is too long\n")

    private static func headers(_ connection: OpaquePointer) -> HTTPHeaders {
        var headers = HTTPHeaders()
        withUnsafeMutablePointer(to: &headers) { target in
            _ = MHD_get_connection_values_n(
                connection, .HEADER_KIND,
                { target, _, name, nameCount, value, valueCount in
                    let name = UnsafeRawBufferPointer(start: name, count: nameCount)
                    var value = UnsafeRawBufferPointer(start: value, count: valueCount)[...]
                    // The library leaves the white space at the end (RFC 9112 §5.1).
                    while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
                    target?.assumingMemoryBound(to: HTTPHeaders.self).pointee.add(
                        String(decoding: name, as: UTF8.self),
                        String(decoding: value, as: UTF8.self))
                    return .YES
                }, target)
        }
        return headers
    }

    private func send(_ response: ServerResponse, _ connection: OpaquePointer) -> MHD_Result {
        // Copied by the library.
        let made = response.body.withUnsafeBytes { body in
            MHD_create_response_from_buffer(
                body.count, UnsafeMutableRawPointer(mutating: body.baseAddress),
                .RESPMEM_MUST_COPY)
        }
        guard let made else { return .NO }
        defer { MHD_destroy_response(made) }
        for field in response.headers.fields where !Self.isFraming(field.name) {
            MHD_add_response_header(made, field.name, field.value)
        }
        return MHD_queue_response(connection, UInt32(clamping: response.status), made)
    }

    /// Headers that belong to the message as it is sent, not as it was written down.
    private static func isFraming(_ name: String) -> Bool {
        HTTPHeaders.same(name, "Content-Length") || HTTPHeaders.same(name, "Transfer-Encoding")
    }
}
