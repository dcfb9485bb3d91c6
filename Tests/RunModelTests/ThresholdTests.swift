import HTTPModel
import RunModel
import Testing

/// The times of requests that took so many milliseconds, in two seconds; the first few failed.
private func times(_ milliseconds: [Int], failed: Int = 0) -> RequestTimes {
    var times = RequestTimes()
    times.fold(
        .runStarted(
            RunStart(collectionName: "C", iterationCount: 1, itemCount: 1, startedAt: 100)))
    for (index, time) in milliseconds.enumerated() {
        let item = ItemReference(
            id: "1", name: "List", folders: ["Orders"], iteration: index, sequence: index)
        var response = HTTPResponse(status: 200)
        response.timings.total = .milliseconds(time)
        times.fold(.itemStarted(item))
        times.fold(
            .request(
                RequestRecord(
                    origin: .item, request: HTTPRequest(url: "http://h/"), response: response),
                item))
        let failure = index < failed ? Failure(name: "AssertionError", message: "no") : nil
        times.fold(
            .assertion(AssertionRecord(name: "t", index: 0, event: .test, failure: failure), item))
        times.fold(.itemFinished(item))
    }
    times.end(at: 102)
    return times
}

@Suite struct ThresholdTests {
    @Test(
        "Thresholds that are kept, and those that are missed",
        arguments: [
            ("p95<500ms", true), ("p95 <= 0.095s", true), ("p95<95", false), ("p50<=50ms", true),
            ("max<100ms", false), ("max<=100ms", true), ("mean<51", true), ("avg<=50", false),
            ("failed<3%", true), ("failed<2%", false), ("failed<=2", true), ("failed<2", false),
            ("throughput>=50", true), ("throughput>50", false), ("median<51ms", true),
            ("Orders/List: p99<99.5ms", true), ("Orders / List: p99<99ms", false),
            ("Orders/None: p99<1s", false),
        ])
    func verdicts(text: String, isKept: Bool) throws {
        let threshold = try Threshold(text)
        let failure = threshold.failure(times(Array(1...100), failed: 2))
        #expect((failure == nil) == isKept, "\(failure?.message ?? "")")
    }

    @Test(
        "A text that is no threshold is refused",
        arguments: [
            ("", .noComparison), ("p95", .noComparison), ("p95=3", .noComparison),
            ("q<1", .unknownMetric("q")), ("<5", .unknownMetric("")),
            ("pnan<1", .unknownMetric("pnan")), ("p0<1", .percentileOutOfRange("p0")),
            ("p101<1", .percentileOutOfRange("p101")), ("p95>5ms", .lowerLimit),
            ("failed>=1%", .lowerLimit), ("failed<0", .belowZero), ("max<0ms", .belowZero),
            ("failed<200%", .shareOutOfRange("200%")), (": p95<1s", .noRequest),
            ("failed<x", .malformedLimit("x", .numberOrShare)),
            ("failed<-1", .malformedLimit("-1", .numberOrShare)),
            ("p95<5h", .malformedLimit("5h", .time)), ("p95<nan", .malformedLimit("nan", .time)),
            ("p95<infms", .malformedLimit("infms", .time)),
            ("p95<1e999s", .malformedLimit("1e999s", .time)),
            ("p95<0x10ms", .malformedLimit("0x10ms", .time)),
            ("p95<500ms<1", .malformedLimit("500ms<1", .time)),
            ("throughput>20/s", .malformedLimit("20/s", .number)),
        ] as [(String, ThresholdError)])
    func refusals(text: String, reason: ThresholdError) {
        #expect(throws: reason) { try Threshold(text) }
    }

    @Test func `two limits repeat each other if they limit the same in the same direction`() throws
    {
        let limit = try Threshold("p95<500ms")
        #expect(limit.isRepeated(by: try Threshold("p95 <= 1s")))
        #expect(!limit.isRepeated(by: try Threshold("p99<500ms")))
        #expect(!limit.isRepeated(by: try Threshold("List: p95<500ms")))
    }

    @Test func `the times of several users are those of all their requests`() {
        var sum = RequestTimes()
        for part in 0..<4 {
            sum.add(times((1...1_000).filter { $0 % 4 == part }, failed: part))
        }
        let whole = times(Array(1...1_000), failed: 6)
        #expect(sum.all.times.percentile(95) == whole.all.times.percentile(95))
        #expect(sum.entries.map(\.count) == [1_000])
        #expect(sum.all.failedCount == 6)
        #expect(sum.all.times.maximum == 1_000 && sum.all.times.minimum == 1)
        #expect(sum.throughput(sum.all) == 500)
    }

    @Test func `a threshold without any response is missed`() throws {
        let threshold = try Threshold("p95<500ms")
        #expect(threshold.failure(RequestTimes())?.message.contains("no response") == true)
    }
}

@Suite struct TimeDistributionTests {
    @Test(
        "Percentiles are exact for few values, and within one percent for many",
        arguments: [(100, 0.0), (100_000, 0.01)])
    func percentiles(count: Int, tolerance: Double) throws {
        var distribution = TimeDistribution()
        for value in (1...count).reversed() { distribution.add(Double(value)) }
        for percent in [1.0, 50, 90, 95, 99, 100] {
            let value = try #require(distribution.percentile(percent))
            let exact = percent / 100 * Double(count)
            #expect(abs(value - exact) <= exact * tolerance, "p\(percent): \(value)")
        }
        #expect(distribution.count == count)
        #expect(distribution.minimum == 1 && distribution.maximum == Double(count))
    }

    @Test func `a distribution without values has no percentiles`() {
        #expect(TimeDistribution().percentile(50) == nil)
    }
}
