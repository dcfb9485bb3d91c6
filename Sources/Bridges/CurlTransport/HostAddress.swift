#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The address to use for a host in place of the one its name resolves to: curl's
/// `HOST:PORT:ADDRESS`.
public struct HostAddress: Sendable, Hashable {
    /// The entry as libcurl reads it.
    let entry: String
    /// The host, in lower case.
    private let host: String
    private let port: Int

    /// Reads `HOST:PORT:ADDRESS[,ADDRESS]...`; the host may be `*`, an IPv6 address may be in
    /// brackets.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let port = UInt16(parts[1]), port > 0,
            parts[1].first != "+", !parts[0].isEmpty,
            parts[0] == "*" || parts[0].utf8.allSatisfy(Self.isNameByte)
        else { return nil }
        let addresses = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard addresses.allSatisfy(Self.isAddress) else { return nil }
        entry = text
        host = parts[0].lowercased()
        self.port = Int(port)
    }

    /// Whether the entry is for that URL's host.
    func isFor(_ url: TargetURL) -> Bool {
        (host == "*" || host == url.host) && port == url.effectivePort
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._".utf8.contains(byte)
        }
    }

    private static func isAddress(_ text: Substring) -> Bool {
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let address = String(isBracketed ? text.dropFirst().dropLast() : text)
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, address, &bytes) == 1
            || (!isBracketed && inet_pton(AF_INET, address, &bytes) == 1)
    }
}
