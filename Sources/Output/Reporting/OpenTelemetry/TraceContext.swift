import HTTPModel
import RunModel

/// The ids of a trace and of one of its spans, as the header `traceparent` has them (W3C Trace
/// Context §3.2).
struct TraceContext {
    /// The trace's id: 32 hexadecimal digits.
    let trace: String
    /// The span's id: 16 hexadecimal digits.
    let span: String

    /// Reads the header of a request; nil without a valid one.
    init?(_ record: RequestRecord) {
        let parts = (record.request.headers["traceparent"] ?? "").split(separator: "-")
        guard parts.count == 4, parts[1].utf8.count == 32, parts[2].utf8.count == 16,
            parts[1...2].allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) })
        else { return nil }
        (trace, span) = (String(parts[1]), String(parts[2]))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
