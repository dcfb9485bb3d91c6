import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One connection on which tests write bytes and read replies as they are.
final class RawClient {
    struct Reply {
        var status = 0
        var head = ""
        var body = ""

        func header(_ name: String) -> String? {
            let lines = head.split(separator: "\r\n").dropFirst()
            let line = lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
            return line.map { $0.dropFirst(name.count + 1).drop { $0 == " " }.description }
        }
    }

    enum Problem: Error { case refused, closed }

    private let descriptor: Int32
    private var pending: [UInt8] = []

    init(port: UInt16, ipv6: Bool = false) throws {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        descriptor = socket(ipv6 ? AF_INET6 : AF_INET, kind, 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        // The deinitializer closes the socket of a client that is refused, too.
        guard ipv6 ? connect6(port) : connect4(port) else { throw Problem.refused }
    }

    deinit { close(descriptor) }

    private func connect4(_ port: UInt16) -> Bool {
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return connect(&name)
    }

    private func connect6(_ port: UInt16) -> Bool {
        var name = sockaddr_in6()
        name.sin6_family = sa_family_t(AF_INET6)
        name.sin6_port = port.bigEndian
        name.sin6_addr = in6addr_loopback
        return connect(&name)
    }

    private func connect<Name>(_ name: inout Name) -> Bool {
        withUnsafeBytes(of: &name) { bytes in
            let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
            #if canImport(Glibc)
                return Glibc.connect(descriptor, address, socklen_t(bytes.count)) == 0
            #else
                return Darwin.connect(descriptor, address, socklen_t(bytes.count)) == 0
            #endif
        }
    }

    /// Writes all of the text; false once the server has closed.
    @discardableResult
    func write(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    /// Reads one reply; that to `HEAD` has no body.
    func read(head: Bool = false) throws -> Reply {
        var reply = Reply()
        reply.head = String(decoding: try take(through: Array("\r\n\r\n".utf8)), as: UTF8.self)
        reply.status = Int(reply.head.split(separator: " ").dropFirst().first ?? "") ?? 0
        if !head, let count = reply.header("Content-Length").flatMap({ Int($0) }) {
            while pending.count < count { try receive() }
            reply.body = String(decoding: pending.prefix(count), as: UTF8.self)
            pending.removeFirst(count)
        }
        return reply
    }

    /// Whether the server closes without another word.
    func isClosedByServer() -> Bool {
        do {
            try receive()
            return false
        } catch {
            return true
        }
    }

    private func take(through mark: [UInt8]) throws -> [UInt8] {
        while true {
            if let range = pending.firstRange(of: mark) {
                let taken = Array(pending[..<range.upperBound])
                pending.removeFirst(taken.count)
                return taken
            }
            try receive()
        }
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw Problem.closed }
        pending += buffer.prefix(count)
    }

    /// One request on a connection of its own.
    static func get(
        _ target: String, port: UInt16, host: String? = nil, method: String = "GET",
        body: String = ""
    ) throws -> Reply {
        let client = try RawClient(port: port)
        let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
        let head = "\(method) \(target) HTTP/1.1\r\nHost: \(host ?? "localhost:\(port)")\r\n"
        client.write("\(head)\(length)\r\n\(body)")
        return try client.read(head: method == "HEAD")
    }
}
