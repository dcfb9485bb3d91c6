import RunModel
import Testing

@testable import Reporting

@Suite struct EventBacklogTests {
    /// Keeps bytes, and hands them out in pieces that cut lines.
    private final class MemorySpool: ReportSpool {
        private(set) var bytes: [UInt8] = []

        func append(_ more: [UInt8]) { bytes += more }

        func read(_ take: ([UInt8]) throws(ListenerError) -> Void) throws(ListenerError) {
            for start in stride(from: 0, to: bytes.count, by: 1_000) {
                try take(Array(bytes[start..<min(start + 1_000, bytes.count)]))
            }
        }
    }

    @Test func `events come back in their order, also those that went to the spool`() throws {
        let spool = MemorySpool()
        let backlog = EventBacklog(keptBytes: 2 << 20) { spool }
        let item = Story.item("A")
        let text = String(repeating: "a", count: 100_000)
        for number in 0..<60 { try backlog.append(Story.console(item, "\(number) \(text)")) }
        #expect(spool.bytes.count > 1_000_000)
        var numbers: [String] = []
        try backlog.deliver { event in
            guard case .console(let record, _) = event else { return }
            numbers.append(String(record.arguments[0].prefix { $0 != " " }))
        }
        #expect(numbers == (0..<60).map(String.init))
    }
}
