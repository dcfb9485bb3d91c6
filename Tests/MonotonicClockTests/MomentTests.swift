import MonotonicClock
import Testing

@Suite("moments")
struct MomentTests {
    @Test("time goes on")
    func order() {
        let first = Moment.now
        var second = Moment.now
        while second == first { second = .now }
        #expect(first < second)
        #expect(second - first > .zero)
        #expect(second.duration(to: first) == .zero - (second - first))
    }

    @Test("a moment moves by a duration", arguments: [0, 1, -1, 1_500, 86_400_000])
    func sum(_ milliseconds: Int) {
        let now = Moment.now
        #expect(now + .milliseconds(milliseconds) - now == .milliseconds(milliseconds))
    }

    @Test("what is too far away is the end of time")
    func overflow() {
        let now = Moment.now
        let end = now + .seconds(Int64.max)
        #expect(end > now + .seconds(1_000_000_000))
        #expect(end + .seconds(1) == end)
        #expect(now + .seconds(Int64.min) < now)
    }
}
