/// For how long a wait goes on after an interruption: what it waits for may still come.
struct Patience {
    private let milliseconds: Int
    private var end: Int?

    /// Creates one that begins with the interruption.
    init(milliseconds: Int = 1_000) {
        self.milliseconds = milliseconds
    }

    /// Whether the interruption was requested at an earlier question.
    var hasBegun: Bool { end != nil }

    /// Whether a wait is over, which asks regularly.
    mutating func isOver(
        isInterrupted: Bool = Interruption.process.isRequested
    ) -> Bool {
        guard isInterrupted else { return false }
        let now = Clocks.monotonicMilliseconds()
        let end = end ?? now + milliseconds
        self.end = end
        return now >= end
    }
}
