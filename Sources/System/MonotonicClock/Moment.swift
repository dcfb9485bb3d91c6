#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A moment of the clock that never goes back; it has no meaning in another process.
///
/// It is one integer. The standard library's instants are handled through their metadata, and the
/// first optional one costs a start 130,000 instructions.
public struct Moment: Comparable, Sendable {
    private let nanoseconds: Int64

    /// The current moment.
    public static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The time from this moment to another; less than zero if that was earlier.
    public func duration(to other: Moment) -> Duration {
        .nanoseconds(other.nanoseconds - nanoseconds)
    }

    /// Whether the left moment was earlier.
    public static func < (left: Moment, right: Moment) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time from the right moment to the left one.
    public static func - (left: Moment, right: Moment) -> Duration { right.duration(to: left) }

    /// The moment after some time; one that is too far away is the last that there is.
    public static func + (moment: Moment, duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let added = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        let sum = moment.nanoseconds.addingReportingOverflow(added.partialValue)
        if isTooLong || added.overflow || sum.overflow {
            return Moment(nanoseconds: seconds < 0 ? .min : .max)
        }
        return Moment(nanoseconds: sum.partialValue)
    }
}
