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
            ("p95<500ms", true), ("p95 <= 0.095s", true), ("p95<95", false), ("p50>=50ms", true),
            ("max<100ms", false), ("max<=100ms", true), ("mean<51", true), ("avg>51", false),
            ("failed<3%", true), ("failed<2%", false), ("failed<=2", true), ("failed<2", false),
            ("throughput>=50", true), ("throughput>50", false), ("median<51ms", true),
            ("Orders/List: p99<99.5ms", true), ("Orders / List: p99<99ms", false),
            ("Orders/None: p99<1s", false),
        ])
    func verdicts(text: String, isKept: Bool) throws {
        let threshold = try #require(Threshold(text))
        let failure = threshold.failure(times(Array(1...100), failed: 2))
        #expect((failure == nil) == isKept, "\(failure?.message ?? "")")
    }

    @Test(
        "A text that is no threshold is refused",
        arguments: ["", "p95", "p95=3", "p0<1", "p101<1", "q<1", "failed<x", "p95<5h", "<5"])
    func refusals(text: String) {
        #expect(Threshold(text) == nil)
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
        let threshold = try #require(Threshold("p95<500ms"))
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
