import HTTPModel
import Testing

@testable import Scripting

@Suite("Responses that scripts have objects of")
struct KnownResponseTests {
    @Test("The last responses stay known under their numbers, and older ones are forgotten")
    func forgetsTheOldest() {
        var known = KnownResponses()
        let numbers = (0..<5_000).map { index in
            defer { known.trim() }
            return known.add(Self.response(status: index))
        }
        #expect(Set(numbers).count == 5_000)
        #expect(known[numbers[0]] == nil)
        for index in 4_000..<5_000 { #expect(known[numbers[index]]?.status == index) }
        #expect(known[0] == nil)
        #expect(known[numbers[4_999] + 1] == nil)
    }

    @Test("Responses with large bodies are forgotten sooner")
    func forgetsLargeBodies() {
        var known = KnownResponses()
        let first = known.add(Self.response(status: 1, bytes: 9 << 20))
        #expect(known[first]?.status == 1)
        known.trim()
        #expect(known[first] == nil)
        let second = known.add(Self.response(status: 2))
        known.trim()
        #expect(known[second]?.status == 2)
    }

    private static func response(status: Int, bytes: Int = 0) -> HTTPResponse {
        HTTPResponse(status: status, body: [UInt8](repeating: 0x20, count: bytes))
    }
}
