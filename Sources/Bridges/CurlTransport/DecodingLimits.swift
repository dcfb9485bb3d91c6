import HTTPModel
import MonotonicClock

/// What ends a body while it is decoded.
///
/// libcurl looks at its limits between the parts of a body that come, and one part can become
/// gigabytes.
struct DecodingLimits {
    /// Why decoding ends.
    enum End {
        case cancelled, overdue, silent
    }

    /// When the exchange must have ended.
    var deadline: Deadline?
    /// The longest time without progress.
    var silence: Duration?
    /// Whether the run is interrupted.
    var shouldCancel: (@Sendable () -> Bool)?

    private var start = Moment.now
    private var pieces = 0

    /// How many pieces of a decoder are decoded between two looks: about a megabyte.
    private static let piecesBetweenLooks = 16

    init(
        deadline: Deadline? = nil, silence: Duration? = nil,
        shouldCancel: (@Sendable () -> Bool)? = nil
    ) {
        self.deadline = deadline
        self.silence = silence
        self.shouldCancel = shouldCancel
    }

    /// Begins a part of the body.
    mutating func begin() {
        pieces = 0
        start = .now
    }

    /// Counts a piece; returns why decoding must end, or nil.
    mutating func failure() -> BodyFailure? {
        pieces += 1
        guard pieces % Self.piecesBetweenLooks == 0 else { return nil }
        if shouldCancel?() == true { return .ended(.cancelled) }
        if deadline?.isOver == true { return .ended(.overdue) }
        if let silence, Moment.now - start > silence { return .ended(.silent) }
        return nil
    }
}
