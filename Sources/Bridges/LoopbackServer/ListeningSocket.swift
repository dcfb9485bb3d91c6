#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A socket that listens on one loopback address; it is closed unless somebody takes it over.
struct ListeningSocket: ~Copyable {
    private let descriptor: Int32
    /// The port, chosen by the system if 0 was asked for.
    private(set) var port: UInt16
    let isIPv6: Bool

    private init(descriptor: Int32, port: UInt16, isIPv6: Bool) {
        self.descriptor = descriptor
        self.port = port
        self.isIPv6 = isIPv6
    }

    /// Binds and listens.
    static func open(
        _ address: LoopbackHost.Address, port: UInt16
    ) throws(LoopbackError) -> ListeningSocket {
        let isIPv6 = address == .ipv6
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, kind, 0)
        guard descriptor >= 0 else { throw error(port) }
        var made = ListeningSocket(descriptor: descriptor, port: port, isIPv6: isIPv6)
        try prepare(descriptor, isIPv6: isIPv6, port)
        made.port = try bind(descriptor, address, port)
        guard listen(descriptor, 64) == 0 else { throw error(port) }
        return made
    }

    deinit { close(descriptor) }

    /// Gives the descriptor away, with the duty to close it.
    consuming func take() -> Int32 {
        let taken = descriptor
        discard self
        return taken
    }

    private static func prepare(
        _ descriptor: Int32, isIPv6: Bool, _ port: UInt16
    ) throws(LoopbackError) {
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        var isReady = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size) == 0
        if isIPv6 {
            let level = Int32(IPPROTO_IPV6)
            isReady = isReady && setsockopt(descriptor, level, IPV6_V6ONLY, &on, size) == 0
        }
        isReady = isReady && fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
        isReady = isReady && fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0
        if !isReady { throw error(port) }
    }

    private static func bind(
        _ descriptor: Int32, _ address: LoopbackHost.Address, _ port: UInt16
    ) throws(LoopbackError) -> UInt16 {
        switch address {
        case .ipv4(let b, let c, let d):
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            let host = 127 << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
            name.sin_addr.s_addr = host.bigEndian
            guard bind(descriptor, &name) else { throw error(port) }
            return UInt16(bigEndian: name.sin_port)
        case .ipv6:
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = port.bigEndian
            name.sin6_addr = in6addr_loopback
            guard bind(descriptor, &name) else { throw error(port) }
            return UInt16(bigEndian: name.sin6_port)
        }
    }

    /// Binds, and reads back the name with the port that was given.
    private static func bind<Name>(_ descriptor: Int32, _ name: inout Name) -> Bool {
        var size = socklen_t(MemoryLayout<Name>.size)
        return withUnsafeMutableBytes(of: &name) { bytes in
            guard let start = bytes.baseAddress else { return false }
            let address = start.assumingMemoryBound(to: sockaddr.self)
            #if canImport(Glibc)
                let isBound = Glibc.bind(descriptor, address, size) == 0
            #else
                let isBound = Darwin.bind(descriptor, address, size) == 0
            #endif
            return isBound && getsockname(descriptor, address, &size) == 0
        }
    }

    private static func error(_ port: UInt16) -> LoopbackError {
        switch errno {
        case EADDRINUSE: .portInUse(port)
        case EACCES: .portNotPermitted(port)
        default: .cannotListen(port: port, errorNumber: errno)
        }
    }
}
