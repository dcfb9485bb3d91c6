#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The time, in the two ways that a program needs it.
public enum Clocks {
    /// The seconds since 1970.
    public static func secondsSince1970() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Milliseconds from some start, never going back.
    public static func monotonicMilliseconds() -> Int { monotonicMicroseconds() / 1000 }

    private static func monotonicMicroseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    /// A moment in the local time zone, as `2026-03-04 15:04:05`.
    public static func localTime(_ secondsSince1970: Double) -> String {
        var seconds = time_t(secondsSince1970)
        var parts = tm()
        localtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
        return String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Waits for this many seconds, or until the interruption is requested.
    ///
    /// Parts of a millisecond count: who waits for what is left of one asks again and again.
    public static func sleep(seconds: Double, unless interruption: Interruption = .process) {
        let end = monotonicMicroseconds() + Int(min(seconds * 1e6, 1e18).rounded(.up))
        while !interruption.isRequested {
            let left = end - monotonicMicroseconds()
            if left <= 0 { return }
            usleep(UInt32(min(left, 100_000)))
        }
    }
}
