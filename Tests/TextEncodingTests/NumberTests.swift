import Testing
import TextEncoding

@Suite struct HexadecimalTests {
    @Test func encodesInBothCases() {
        #expect(Hexadecimal.encode([0x00, 0x0A, 0xFF]) == "000aff")
        #expect(Hexadecimal.encode([0x00, 0x0A, 0xFF], uppercase: true) == "000AFF")
    }

    @Test func readsDigitsAlone() {
        let digits = (UInt8(0)...0xFF).filter { Hexadecimal.value(of: $0) != nil }
        #expect(String(decoding: digits, as: UTF8.self) == "0123456789ABCDEFabcdef")
        #expect("09afAF".utf8.map { Hexadecimal.value(of: $0) } == [0, 9, 10, 15, 10, 15])
    }
}

@Suite struct DecimalDigitsTests {
    @Test(arguments: [(7, 3, "007"), (0, 2, "00"), (1_234, 2, "1234"), (5, 0, "5")])
    func fillsUpWithZeros(number: Int, width: Int, text: String) {
        #expect(DecimalDigits.encode(number, width: width) == text)
    }

    @Test(arguments: [0, 9, 10, 99, 100, 1_234_567_890, .max, -1, .min])
    func appendsEveryDigit(number: Int) {
        var bytes = Array("n=".utf8)
        DecimalDigits.append(number, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "n=\(number)")
    }
}

@Suite struct TimestampTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399.999, "2000-02-28T23:59:59.999Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_735_689_600.5, "2025-01-01T00:00:00.500Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000Z"),
            (1_772_600_767.0896, "2026-03-04T05:06:07.089Z"),
        ] as [(Double, String)])
    func momentsAreRoundedDownToMilliseconds(seconds: Double, text: String) {
        #expect(Timestamp.iso8601(seconds) == text)
    }

    @Test(
        arguments: [
            (-0.0001, "1969-12-31T23:59:59.999Z"), (-86_400, "1969-12-31T00:00:00.000Z"),
            (-.infinity, "0000-01-01T00:00:00.000Z"), (.nan, "0000-01-01T00:00:00.000Z"),
            (.infinity, "9999-12-31T23:59:59.999Z"),
        ] as [(Double, String)])
    func noMomentIsTooEarlyOrTooLate(seconds: Double, text: String) {
        #expect(Timestamp.iso8601(seconds) == text)
    }
}
