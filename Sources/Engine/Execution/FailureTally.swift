import RunModel

/// What has failed so far, as far as decisions about the run depend on it.
struct FailureTally: Equatable {
    /// Tests that did not hold.
    var assertions = 0
    /// Scripts that threw.
    var scripts = 0
    /// Requests that got no answer.
    var requests = 0
    /// Warnings of a strict run.
    var warnings = 0

    /// What kept a test from being made.
    var errors: Int { scripts + requests }

    /// All that the run fails by.
    var all: Int { errors + assertions + warnings }

    mutating func count(_ event: RunEvent) {
        switch event {
        case .assertion(let record, _) where record.failure != nil: assertions += 1
        case .script(let record, _) where record.failure != nil: scripts += 1
        case .request(let record, _) where record.failure != nil: requests += 1
        case .strictFailure: warnings += 1
        default: break
        }
    }
}
