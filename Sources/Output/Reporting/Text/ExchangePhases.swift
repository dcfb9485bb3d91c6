import HTTPModel

/// The phases of an exchange with their times, under Newman's names (NewmanReference §1.8).
enum ExchangePhases {
    /// The phases in order.
    ///
    /// A phase that a kept connection made unnecessary reads `(cache)`, and one that does not
    /// apply, such as TLS without `https`, reads `-`.
    static func spelled(
        _ timings: HTTPTimings, isSecure: Bool
    ) -> [(name: String, time: String)] {
        func time(_ phase: Duration) -> String {
            phase == .zero ? "(cache)" : HumanUnits.time(phase)
        }
        return [
            ("prepare", HumanUnits.time(timings.prepare)), ("wait", HumanUnits.time(timings.wait)),
            ("dns-lookup", time(timings.nameLookup)), ("tcp-handshake", time(timings.connect)),
            ("ssl-handshake", isSecure ? time(timings.secureHandshake) : "-"),
            ("transfer-start", HumanUnits.time(timings.firstByte)),
            ("download", HumanUnits.time(timings.download)),
            ("process", HumanUnits.time(timings.process)),
            ("total", HumanUnits.time(timings.overall)),
        ]
    }
}
