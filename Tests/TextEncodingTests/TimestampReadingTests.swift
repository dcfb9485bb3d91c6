import Testing
import TextEncoding

@Suite("Reading of timestamps")
struct TimestampReadingTests {
    @Test(
        "Moments are read as they are written",
        arguments: [
            "1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "1600-12-31T00:00:00.001Z",
            "9999-12-31T23:59:59.500Z", "0000-03-01T12:00:00.000Z", "2100-02-28T01:02:03.089Z",
        ])
    func roundTrip(_ text: String) throws {
        let seconds = try #require(Timestamp.seconds(iso8601: text))
        #expect(Timestamp.iso8601(seconds + 1e-4) == text)
    }

    @Test(
        "Other spellings and other texts",
        arguments: [
            ("1970-01-01T00:00:01Z", 1.0), ("1970-01-01T00:00:00.5Z", 0.5),
            ("1970-01-01T00:00:00", nil), ("1970-01-01 00:00:00Z", nil),
            ("1970-13-01T00:00:00Z", nil), ("1970-01-00T00:00:00Z", nil),
            ("1970-01-01T24:00:00Z", nil), ("1970-01-01T00:00:00.Z", nil),
            ("1970-01-01T00:00:00+01:00", nil), ("197a-01-01T00:00:00Z", nil), ("", nil),
        ] as [(String, Double?)])
    func others(_ text: String, _ expected: Double?) {
        #expect(Timestamp.seconds(iso8601: text) == expected)
    }
}
