import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// An HTTP server of raw sockets that keeps every byte it receives and answers what a test says.
///
/// It parses no more than it must, to know where a request ends.
final class RecordingServer: Sendable {
    /// One request as it came.
    struct Received: Sendable {
        /// The bytes up to the empty line, decoded as UTF-8 if they are that, else as ISO 8859-1.
        var head: String
        /// The bytes after it, chunk framing included.
        var body: [UInt8]
        /// Which connection it came on, from 0.
        var connection: Int
        /// The request line.
        var requestLine: String { lines.first ?? "" }
        /// The header lines in order.
        var headers: [String] { Array(lines.dropFirst()) }
        /// The body as text.
        var text: String { String(decoding: body, as: UTF8.self) }
        /// The path and query of the request line.
        var target: String {
            requestLine.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        }

        private var lines: [String] {
            head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
        }

        /// The values of the header lines with this name.
        func values(_ name: String) -> [String] {
            headers.compactMap { line in
                let parts = line.split(
                    separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts[0].lowercased() == name.lowercased(), parts.count == 2 else {
                    return nil
                }
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
    }

    /// What the server does after a request.
    enum Step: Sendable {
        case send([UInt8])
        /// Lets time pass, as a slow server does.
        case pause(milliseconds: UInt32)
        case close
        /// Waits for the beginning of another request, and closes the connection unread.
        case breakOff
        /// Says nothing more until the client goes.
        case stall
        /// Becomes a tunnel to a port of this machine.
        case tunnel(port: Int)

        static func text(_ text: String) -> Step { .send(Array(text.utf8)) }

        /// A complete answer with its length.
        static func answer(_ status: String = "200 OK", _ headers: String..., body: String = "")
            -> Step
        {
            let lines =
                ["HTTP/1.1 \(status)"] + headers + ["Content-Length: \(body.utf8.count)", "", body]
            return .text(lines.joined(separator: "\r\n"))
        }
    }

    typealias Script = @Sendable (Received) -> [Step]

    let port: Int
    private let listener: Int32
    private let script: Script
    private let log = Mutex<[Received]>([])

    /// Starts listening on a port that the system chooses, or on this.
    init(ipv6: Bool = false, port: Int = 0, _ script: @escaping Script) throws {
        self.script = script
        (listener, self.port) = try Self.listen(ipv6: ipv6, port: port)
        let listener = listener
        Thread.detachNewThread { [weak self] in
            var count = 0
            // The listener is closed here and not in `deinit`: its number could be another server's
            // by the time of the next `accept`.
            defer { close(listener) }
            while case let client = accept(listener, nil, nil), client >= 0 {
                guard let self else {
                    close(client)
                    return
                }
                let number = count
                count += 1
                Thread.detachNewThread { self.serve(client, number) }
            }
        }
    }

    /// Starts a server that gives the same answer to everything.
    convenience init(always steps: Step...) throws {
        try self.init { _ in steps }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The address, with this path and query.
    func url(_ target: String = "/") -> String { "http://127.0.0.1:\(port)\(target)" }

    /// What has come so far.
    var received: [Received] { log.withLock { $0 } }

    /// Listens on the loopback address of IPv4 or IPv6, on a port that the system chooses or on
    /// this.
    static func listen(
        ipv6: Bool = false, port: Int = 0
    ) throws -> (socket: Int32, port: Int) {
        let listener = socket(ipv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let wanted = in_port_t(port).bigEndian
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let code = withUnsafeMutableBytes(of: &address) { bytes in
            if ipv6 {
                let own = bytes.bindMemory(to: sockaddr_in6.self)
                own[0].sin6_family = sa_family_t(AF_INET6)
                own[0].sin6_addr = in6addr_loopback
                own[0].sin6_port = wanted
            } else {
                let own = bytes.bindMemory(to: sockaddr_in.self)
                own[0].sin_family = sa_family_t(AF_INET)
                own[0].sin_addr.s_addr = inet_addr("127.0.0.1")
                own[0].sin_port = wanted
                length = socklen_t(MemoryLayout<sockaddr_in>.size)
            }
            let generic = bytes.bindMemory(to: sockaddr.self).baseAddress
            return bind(listener, generic, length) | Glibc.listen(listener, 1024)
                | getsockname(listener, generic, &length)
        }
        guard code == 0 else {
            close(listener)
            throw POSIXError(.EADDRNOTAVAIL)
        }
        // Both families keep the port at the same place.
        return (listener, Int(in_port_t(bigEndian: address.sin6_port)))
    }

    // MARK: - A connection

    private func serve(_ client: Int32, _ number: Int) {
        defer { close(client) }
        var buffer: [UInt8] = []
        while let request = Self.readRequest(client, &buffer, number) {
            log.withLock { $0.append(request) }
            for step in script(request) {
                switch step {
                case .send(let bytes): if !Self.write(client, bytes) { return }
                case .pause(let milliseconds): usleep(milliseconds * 1000)
                case .close: return
                case .breakOff:
                    var byte: UInt8 = 0
                    recv(client, &byte, 1, Int32(MSG_PEEK))
                    return
                case .stall:
                    while Self.readMore(client, &buffer) {}
                    return
                case .tunnel(let port): return Self.tunnel(client, to: port)
                }
            }
        }
    }

    private static func readRequest(_ client: Int32, _ buffer: inout [UInt8], _ number: Int)
        -> Received?
    {
        let end = Array("\r\n\r\n".utf8)
        while buffer.firstRange(of: end) == nil { if !readMore(client, &buffer) { return nil } }
        guard let range = buffer.firstRange(of: end) else { return nil }
        let bytes = buffer[..<range.upperBound]
        let head =
            String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        buffer.removeSubrange(..<range.upperBound)
        var request = Received(head: head, body: [], connection: number)
        if request.values("Transfer-Encoding").contains("chunked") {
            let last = Array("0\r\n\r\n".utf8)
            while buffer.firstRange(of: last) == nil {
                if !readMore(client, &buffer) { return nil }
            }
            request.body = buffer
            buffer = []
        } else {
            let count = request.values("Content-Length").first.flatMap { Int($0) } ?? 0
            while buffer.count < count { if !readMore(client, &buffer) { return nil } }
            request.body = Array(buffer[..<count])
            buffer.removeSubrange(..<count)
        }
        return request
    }

    private static func readMore(_ client: Int32, _ buffer: inout [UInt8]) -> Bool {
        var part = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(client, &part, part.count, 0)
        if count > 0 { buffer += part[..<count] }
        return count > 0
    }

    private static func write(_ client: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Whether somebody accepts connections on a port of this machine.
    static func connects(to port: Int) -> Bool {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        return connect(client, to: port)
    }

    private static func connect(_ client: Int32, to port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = in_port_t(port).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func tunnel(_ client: Int32, to port: Int) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        guard connect(server, to: port) else { return }
        var ends = [
            pollfd(fd: client, events: Int16(POLLIN), revents: 0),
            pollfd(fd: server, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&ends, 2, -1) > 0 {
            for (end, other) in [(ends[0], server), (ends[1], client)] where end.revents != 0 {
                var buffer: [UInt8] = []
                guard readMore(end.fd, &buffer), write(other, buffer) else { return }
            }
        }
    }
}

/// A server that answers the first byte of every connection with a clear-text error, or closes it.
final class ClearTextServer: Sendable {
    let port: Int
    private let listener: Int32

    init(answer: String = "HTTP/1.1 400 Bad Request\r\n\r\n") throws {
        (listener, port) = try RecordingServer.listen()
        let listener = listener
        Thread.detachNewThread {
            while case let client = accept(listener, nil, nil), client >= 0 {
                var byte: UInt8 = 0
                recv(client, &byte, 1, 0)
                _ = answer.withCString { send(client, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
                close(client)
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}
