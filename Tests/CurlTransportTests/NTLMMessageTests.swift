import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Messages of NTLM")
struct NTLMMessageTests {
    private func bytes(_ text: String) -> [UInt8] {
        let digits = Array(text.filter { $0 != " " })
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0
        }
    }

    /// A challenge with this target information.
    private func challenge(_ target: [UInt8]) -> [UInt8] {
        let length = [UInt8(target.count & 0xFF), UInt8(target.count >> 8)]
        return bytes("4e544c4d53535000 02000000 0000000038000000 05820a00 0123456789abcdef")
            + bytes("0000000000000000") + length + length
            + bytes("38000000 0000000000000000") + target
    }

    @Test("The answer is that of the example in MS-NLMP §4.2.4")
    func example() throws {
        let target = bytes(
            "02000c00 44006f006d00610069006e00 01000c00 530065007200760065007200 00000000")
        let read = try #require(NTLMMessage.Challenge(challenge(target)))
        let answer = try NTLMMessage.answer(
            to: read, NTLMAccount(domain: "Domain", user: "User", password: "Password"),
            named: "USER", time: [UInt8](repeating: 0, count: 8),
            nonce: [UInt8](repeating: 0xAA, count: 8))
        #expect(
            Array(answer[64..<88])
                == (bytes("86c35097ac9cec102554764a57cccc19 aaaaaaaaaaaaaaaa")))
        #expect(Array(answer[88..<104]) == (bytes("68cd0ab851e51c96aabc927bebef6a1c")))
    }

    @Test("A server that says its time gets it back, and no answer of the old form")
    func time() throws {
        let target = bytes("07000800 1122334455667788 00000000")
        let read = try #require(NTLMMessage.Challenge(challenge(target)))
        let answer = try NTLMMessage.answer(
            to: read, NTLMAccount(domain: "", user: "żółw", password: "ł"), named: "ŻÓŁW",
            time: [UInt8](repeating: 0, count: 8), nonce: [UInt8](repeating: 0, count: 8))
        #expect(answer[64..<88].allSatisfy { $0 == 0 })
        #expect(Array(answer[112..<120]) == (bytes("1122334455667788")))
    }

    @Test("The time is found after an attribute of more than 255 bytes")
    func longAttribute() throws {
        let name = (0..<256).map { UInt8($0 % 2 * 0x61) }
        let target =
            bytes("03000001") + name + bytes("07000800 1122334455667788 00000000")
        let read = try #require(NTLMMessage.Challenge(challenge(target)))
        #expect(read.time == bytes("1122334455667788"))
    }

    @Test(
        "A name's capitals are those of Windows, one for each letter, and then the full ones",
        arguments: [
            ("jane", ["JANE"]), ("ÿµé", ["ŸΜÉ"]), ("straße", ["STRAßE", "STRASSE"]),
        ])
    func capitals(user: String, expected: [String]) {
        #expect(NTLMMessage.capitals(of: user) == expected)
    }

    @Test("Other messages than challenges are refused", arguments: [0, 12, 47, 50, 57])
    func malformed(count: Int) {
        let whole = challenge(bytes("07000800 1122334455667788"))
        #expect(NTLMMessage.Challenge(Array(whole.prefix(count))) == nil)
    }
}
