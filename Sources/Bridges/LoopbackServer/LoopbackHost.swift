/// Which of this machine's own addresses to listen on; others cannot be said.
public struct LoopbackHost: Sendable, Hashable {
    enum Address: Sendable, Hashable {
        /// 127.0.0.0/8, by its last three bytes.
        case ipv4(UInt8, UInt8, UInt8)
        /// ::1.
        case ipv6
    }

    /// The address that must be had.
    let address: Address
    /// Whether to listen on ::1 too, if the machine has it.
    let includesIPv6: Bool

    /// What browsers use for `localhost`: 127.0.0.1, and ::1 if the machine has it.
    public static let localhost = LoopbackHost(address: .ipv4(0, 0, 1), includesIPv6: true)
    /// 127.0.0.1 alone.
    public static let ipv4 = LoopbackHost(address: .ipv4(0, 0, 1), includesIPv6: false)
    /// ::1 alone.
    public static let ipv6 = LoopbackHost(address: .ipv6, includesIPv6: false)

    private init(address: Address, includesIPv6: Bool) {
        self.address = address
        self.includesIPv6 = includesIPv6
    }

    /// The host of a URL: `localhost`, an address of 127.0.0.0/8, or `[::1]`; nil for any other.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "localhost": self = .localhost
        case "[::1]": self = .ipv6
        default:
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4, parts[0] == "127", let b = Self.byte(parts[1]),
                let c = Self.byte(parts[2]), let d = Self.byte(parts[3])
            else { return nil }
            self.init(address: .ipv4(b, c, d), includesIPv6: false)
        }
    }

    /// A decimal byte as addresses have it; with a leading zero some programs read octal.
    private static func byte(_ text: Substring) -> UInt8? {
        guard let value = UInt8(text), String(value) == text else { return nil }
        return value
    }
}
