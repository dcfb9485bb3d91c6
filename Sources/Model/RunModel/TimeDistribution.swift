/// The distribution of a stream of times, in constant memory: exact for the first few hundred
/// values, then within one percent.
public struct TimeDistribution: Sendable, Hashable {
    /// How many values there are.
    public private(set) var count = 0
    /// The sum of all values.
    public private(set) var sum = 0.0
    /// The largest value, or 0 without any.
    public private(set) var maximum = 0.0
    /// The smallest value, or 0 without any.
    public private(set) var minimum = 0.0

    /// The values, until there are too many.
    private var values: [Double] = []
    /// The number of values in each bucket, by its index.
    private var buckets: [Int: Int] = [:]

    private static let exactCount = 500
    /// How many buckets there are between two powers of two.
    private static let steps = 64
    /// The bucket of values that are too small to measure.
    private static let zero = Int.min

    /// Creates a distribution without values.
    public init() {}

    /// The mean, or 0 without values.
    public var mean: Double { count > 0 ? sum / Double(count) : 0 }

    /// Adds a value.
    public mutating func add(_ value: Double) {
        minimum = count == 0 ? value : min(minimum, value)
        maximum = max(maximum, value)
        count += 1
        sum += value
        if buckets.isEmpty, values.count < Self.exactCount {
            values.append(value)
            return
        }
        fillBuckets()
        buckets[Self.bucket(value), default: 0] += 1
    }

    /// Adds the values of another distribution.
    public mutating func add(_ other: TimeDistribution) {
        if other.buckets.isEmpty {
            for value in other.values { add(value) }
            return
        }
        minimum = count == 0 ? other.minimum : min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        count += other.count
        sum += other.sum
        fillBuckets()
        buckets.merge(other.buckets, uniquingKeysWith: +)
    }

    private mutating func fillBuckets() {
        for early in values { buckets[Self.bucket(early), default: 0] += 1 }
        values = []
    }

    /// The value that so many percent of the values do not exceed; nil without values.
    public func percentile(_ percent: Double) -> Double? {
        percentiles([percent])?[0]
    }

    /// The values that so many percent do not exceed, for growing percentages.
    public func percentiles(_ percents: [Double]) -> [Double]? {
        if count == 0 { return nil }
        if buckets.isEmpty {
            let sorted = values.sorted()
            return percents.map { sorted[rank($0) - 1] }
        }
        var result: [Double] = []
        var passed = 0
        for (bucket, size) in buckets.sorted(by: { $0.key < $1.key }) {
            passed += size
            while result.count < percents.count, rank(percents[result.count]) <= passed {
                result.append(min(maximum, max(minimum, Self.value(bucket))))
            }
        }
        return result
    }

    /// The number, from 1, of the value in order that so many percent do not exceed.
    private func rank(_ percent: Double) -> Int {
        max(1, min(count, Int((percent / 100 * Double(count)).rounded(.up))))
    }

    /// The bucket of a value: one of 64 of equal width between two powers of two.
    private static func bucket(_ value: Double) -> Int {
        guard value.isNormal, value > 0 else { return zero }
        return Int(value.exponent) * steps + Int((value.significand - 1) * Double(steps))
    }

    /// The middle of a bucket.
    private static func value(_ bucket: Int) -> Double {
        if bucket == zero { return 0 }
        let exponent = (Double(bucket) / Double(steps)).rounded(.down)
        let step = Double(bucket) - exponent * Double(steps)
        return Double(
            sign: .plus, exponent: Int(exponent), significand: 1 + (step + 0.5) / Double(steps))
    }
}
