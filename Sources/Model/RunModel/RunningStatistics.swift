/// Mean, extremes and deviation of a stream of numbers, in constant memory (Welford's method).
public struct RunningStatistics: Sendable, Hashable {
    /// How many numbers were added.
    public private(set) var count = 0
    /// Their mean, or 0 without any.
    public private(set) var mean = 0.0
    /// The smallest, or 0 without any.
    public private(set) var minimum = 0.0
    /// The largest, or 0 without any.
    public private(set) var maximum = 0.0
    /// The sum of squared distances from the mean.
    private var squares = 0.0

    /// Creates statistics without numbers.
    public init() {}

    /// The standard deviation of the whole population, as in Newman.
    public var standardDeviation: Double {
        count > 0 ? (squares / Double(count)).squareRoot() : 0
    }

    /// Adds a number.
    public mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
        minimum = count == 1 ? value : min(minimum, value)
        maximum = count == 1 ? value : max(maximum, value)
    }
}
