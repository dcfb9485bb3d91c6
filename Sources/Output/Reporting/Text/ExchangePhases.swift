import HTTPModel

/// The phases of an exchange with their times, under Newman's names (NewmanReference §1.8).
enum ExchangePhases {
    private static let names = [
        "prepare", "wait", "dns-lookup", "tcp-handshake", "ssl-handshake", "transfer-start",
        "download", "process", "total",
    ]

    /// What is in front of each time in a sentence: names are copied faster as arrays.
    private static let openings = names.enumerated().map { index, name in
        Array((index == 0 ? "\(name) " : ", \(name) ").utf8)
    }

    /// The phases in order.
    ///
    /// A phase that a kept connection made unnecessary reads `(cache)`, and one that does not
    /// apply, such as TLS without `https`, reads `-`.
    static func spelled(
        _ timings: HTTPTimings, isSecure: Bool
    ) -> [(name: String, time: String)] {
        zip(names, times(timings, isSecure: isSecure)).map { (name: $0, time: $1) }
    }

    /// Appends them as one sentence.
    static func append(_ timings: HTTPTimings, isSecure: Bool, to bytes: inout [UInt8]) {
        for (index, time) in times(timings, isSecure: isSecure).enumerated() {
            bytes += openings[index]
            let text = time.utf8.span
            for index in text.indices { bytes.append(text[index]) }
        }
    }

    private static func times(_ timings: HTTPTimings, isSecure: Bool) -> [String] {
        func time(_ phase: Duration) -> String {
            phase == .zero ? "(cache)" : HumanUnits.time(phase)
        }
        return [
            HumanUnits.time(timings.prepare), HumanUnits.time(timings.wait),
            time(timings.nameLookup), time(timings.connect),
            isSecure ? time(timings.secureHandshake) : "-", HumanUnits.time(timings.firstByte),
            HumanUnits.time(timings.download), HumanUnits.time(timings.process),
            HumanUnits.time(timings.overall),
        ]
    }
}
