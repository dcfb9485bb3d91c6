import RunModel

/// The failures of a run as JSON: the first ones in memory, the others in a spool.
struct FailureList {
    /// The first failures.
    private(set) var head: [UInt8] = []
    private var spool: (any ReportSpool)?
    private var pending: [UInt8] = []

    private static let keptBytes = 16_384
    private static let pendingBytes = 65_536

    mutating func append(
        _ failure: [UInt8], makeSpool: () throws(ListenerError) -> any ReportSpool
    ) throws(ListenerError) {
        let separated = separated(failure)
        if spool == nil, head.count < Self.keptBytes {
            head += separated
            return
        }
        pending += separated
        if spool == nil { spool = try makeSpool() }
        if pending.count >= Self.pendingBytes { try spill() }
    }

    /// The failure with what comes between it and the one before.
    func separated(_ failure: [UInt8]) -> [UInt8] {
        Array((head.isEmpty ? "\n" : ",\n").utf8) + failure
    }

    /// Calls the closure with the failures that are not in `head`, in pieces.
    mutating func readRest(
        _ take: ([UInt8]) throws(ListenerError) -> Void
    ) throws(ListenerError) {
        try spill()
        try spool?.read(take)
    }

    private mutating func spill() throws(ListenerError) {
        try spool?.append(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
