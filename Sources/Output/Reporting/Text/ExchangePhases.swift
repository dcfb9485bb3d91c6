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

    /// How long a phase took, or a word in place of that.
    private enum Phase {
        case time(Duration)
        case word(String)
    }

    /// The phases in order.
    ///
    /// A phase that a kept connection made unnecessary reads `(cache)`, and one that does not
    /// apply, such as TLS without `https`, reads `-`.
    static func spelled(
        _ timings: HTTPTimings, isSecure: Bool
    ) -> [(name: String, time: String)] {
        zip(names, phases(timings, isSecure: isSecure)).map { name, phase in
            switch phase {
            case .time(let time): (name, HumanUnits.time(time))
            case .word(let word): (name, word)
            }
        }
    }

    /// Appends them as one sentence.
    static func append(_ timings: HTTPTimings, isSecure: Bool, to bytes: inout [UInt8]) {
        for (index, phase) in phases(timings, isSecure: isSecure).enumerated() {
            bytes += openings[index]
            switch phase {
            case .time(let time): HumanUnits.append(time, to: &bytes)
            case .word(let word): bytes += word.utf8
            }
        }
    }

    private static func phases(_ timings: HTTPTimings, isSecure: Bool) -> [Phase] {
        func cached(_ phase: Duration) -> Phase {
            phase == .zero ? .word("(cache)") : .time(phase)
        }
        return [
            .time(timings.prepare), .time(timings.wait), cached(timings.nameLookup),
            cached(timings.connect), isSecure ? cached(timings.secureHandshake) : .word("-"),
            .time(timings.firstByte), .time(timings.download), .time(timings.process),
            .time(timings.overall),
        ]
    }
}
