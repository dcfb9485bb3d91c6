import Cryptography
import HTTPModel

/// The messages of NTLM (MS-NLMP) with an answer of version 2, which neither signs nor seals.
enum NTLMMessage {
    /// What both sides must support: Unicode, the target, NTLM, and its extended session security.
    private static let flags: UInt32 = 0x0008_8205
    private static let signature = Array("NTLMSSP\0".utf8)

    /// The message that asks for a challenge (§2.2.1.1).
    static let negotiation =
        signature + bytes(of: 1) + bytes(of: flags) + [UInt8](repeating: 0, count: 16)

    /// What a challenge (§2.2.1.2) contains.
    struct Challenge {
        /// Eight random bytes of the server.
        let nonce: [UInt8]
        /// What the server says about itself, as attributes.
        let target: [UInt8]

        /// Reads a message; nil if it is none.
        init?(_ message: [UInt8]) {
            guard message.starts(with: NTLMMessage.signature + NTLMMessage.bytes(of: 2)),
                message.count >= 48
            else {
                return nil
            }
            nonce = Array(message[24..<32])
            let length = Int(message[40]) | Int(message[41]) << 8
            let start = (0..<4).reduce(0) { $0 | Int(message[44 + $1]) << ($1 * 8) }
            guard start + length <= message.count else { return nil }
            target = Array(message[start..<start + length])
        }

        /// The time of the server; nil if it does not say it.
        var time: [UInt8]? {
            var rest = target[...]
            while rest.count >= 4 {
                let head = Array(rest.prefix(4))
                let (kind, length) = (head[0], Int(head[2]) | Int(head[3]) << 8)
                rest = rest.dropFirst(4)
                if kind == 7, rest.count >= 8 { return Array(rest.prefix(8)) }
                rest = rest.dropFirst(length)
            }
            return nil
        }
    }

    /// The capitals that servers may use for a user's name, those of Windows first.
    ///
    /// Windows maps characters one to one, so that `ß` stays. Other servers, and Newman, write `SS`
    /// for it.
    static func capitals(of user: String) -> [String] {
        let single = user.unicodeScalars.map { scalar in
            let capital = scalar.properties.uppercaseMapping.unicodeScalars
            return capital.count == 1 ? capital.first ?? scalar : scalar
        }
        let windows = String(String.UnicodeScalarView(single))
        let full = user.uppercased()
        return windows == full ? [windows] : [windows, full]
    }

    /// The message that answers a challenge (§2.2.1.3), at a time in the form of Windows; `name` is
    /// the user's in capitals.
    static func answer(
        to challenge: Challenge, _ account: NTLMAccount, named name: String, time: [UInt8],
        nonce: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        let key = try key(of: account, named: name)
        let proven =
            [1, 1, 0, 0, 0, 0, 0, 0] + (challenge.time ?? time) + nonce + [0, 0, 0, 0]
            + challenge.target + [0, 0, 0, 0]
        let proof = try code(challenge.nonce + proven, key) + proven
        // A server that says its time wants no answer of the old form.
        let old =
            try challenge.time == nil
            ? code(challenge.nonce + nonce, key) + nonce : [UInt8](repeating: 0, count: 24)
        let parts = [
            old, proof, utf16(account.domain), utf16(account.user), utf16(account.workstation), [],
        ]
        var message = signature + bytes(of: 3)
        var offset = 64
        for part in parts {
            let length = bytes(of: UInt32(part.count)).prefix(2)
            message += length + length + bytes(of: UInt32(offset))
            offset += part.count
        }
        return message + bytes(of: flags) + parts.joined()
    }

    /// The key that the user, the domain and the password give (NTOWFv2, §3.3.2).
    private static func key(
        of account: NTLMAccount, named name: String
    ) throws(CryptographyError) -> [UInt8] {
        try code(utf16(name + account.domain), LegacyDigest.md4(of: utf16(account.password)))
    }

    private static func code(
        _ bytes: [UInt8], _ key: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try DigestAlgorithm.md5.authenticationCode(of: bytes, key: key)
    }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }

    private static func bytes(of number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
