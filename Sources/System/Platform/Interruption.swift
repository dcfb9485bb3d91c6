import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The request to end early, which everything that waits looks at.
///
/// It comes from a signal, or when a time is over. Signals are for the whole process: the first
/// SIGINT, SIGTERM or SIGHUP is only remembered, and a later one ends the process at once with 128
/// plus its number. `timeout` sends a signal to the process and one to its group, which count as
/// one. A time belongs to one value, so that runs side by side can have limits of their
/// own.
public final class Interruption: Sendable {
    /// The interruption of the whole process, by signals alone.
    public static let process = Interruption()

    private static let received = Atomic<Int32>(0)
    /// When the first signal came, in the milliseconds of `Clocks`; 0 before.
    private static let receivedAt = Atomic<Int>(0)
    /// How soon another signal counts as the first one sent twice: nobody presses a key as fast.
    private static let sameMilliseconds = 50
    /// Whether the first signal ends the process.
    private static let endsAtOnce = Atomic(false)
    private let parent: Interruption?
    /// When the time is over, in the milliseconds of `Clocks`.
    private let deadline = Atomic<Int>(.max)

    /// Creates an interruption that a signal, or the time of the one around it, requests as well.
    public init(within parent: Interruption? = nil) {
        self.parent = parent
    }

    /// Whether to stop waiting.
    public var isRequested: Bool { signal != nil || isOverdue }

    /// Whether the time is over.
    public var isOverdue: Bool {
        let due = deadline.load(ordering: .relaxed)
        if due != .max, Clocks.monotonicMilliseconds() >= due { return true }
        return parent?.isOverdue ?? false
    }

    /// Sets the time to this many milliseconds from now.
    public func setDeadline(afterMilliseconds milliseconds: Int) {
        let (due, overflows) = Clocks.monotonicMilliseconds()
            .addingReportingOverflow(milliseconds)
        deadline.store(overflows ? .max : due, ordering: .relaxed)
    }

    /// The number of the signal that has come, or nil.
    public var signal: Int? {
        let number = Self.received.load(ordering: .relaxed)
        return number == 0 ? nil : Int(number)
    }

    /// Starts to remember SIGINT and SIGTERM, and SIGHUP, which comes when a terminal is closed.
    ///
    /// `nohup` has SIGHUP ignored, and it stays so.
    /// The process no longer dies of a closed pipe or a file that is too large, which are errors of
    /// the call, or of SIGUSR1 and SIGUSR2, which mean nothing here. SIGCHLD gets its default back:
    /// if it is ignored, the system forgets how programs ended.
    public static func observe() {
        prepareForHandlers()
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(number) {
            install(number) { received in
                let now = Clocks.monotonicMilliseconds()
                let (isFirst, first) = Interruption.receivedAt.compareExchange(
                    expected: 0, desired: now, ordering: .relaxed)
                if isFirst, !Interruption.endsAtOnce.load(ordering: .relaxed) {
                    Interruption.received.store(received, ordering: .relaxed)
                } else if isFirst || now - first > Interruption.sameMilliseconds {
                    _exit(128 + received)
                }
            }
        }
        setAction(of: SIGPIPE, SIG_IGN)
        setAction(of: SIGCHLD, SIG_DFL)
        // With handlers, since children would inherit that the signals are ignored.
        for number in [SIGUSR1, SIGUSR2, SIGXFSZ] { install(number) { _ in } }
    }

    /// Makes what handlers use.
    ///
    /// Without optimisation that happens with the first use, and a handler that interrupts it would
    /// wait for itself.
    private static func prepareForHandlers() {
        _ = received.load(ordering: .relaxed)
        _ = receivedAt.load(ordering: .relaxed)
        _ = endsAtOnce.load(ordering: .relaxed)
    }

    /// Has the first signal end the process, for work that leaves nothing behind.
    public static func endAtOnce() { endsAtOnce.store(true, ordering: .relaxed) }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Glibc)
            let handler = action.__sigaction_handler.sa_handler
        #else
            let handler = action.__sigaction_u.__sa_handler
        #endif
        // SIG_IGN is a number in place of a function, and functions cannot be compared.
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func install(
        _ number: Int32, _ handler: @escaping @convention(c) (Int32) -> Void
    ) {
        #if canImport(Glibc)
            var action = sigaction()
            action.__sigaction_handler.sa_handler = handler
        #else
            var action = sigaction()
            action.__sigaction_u.__sa_handler = handler
        #endif
        sigaction(number, &action, nil)
    }

    private static func setAction(
        of number: Int32, _ action: (@convention(c) (Int32) -> Void)?
    ) {
        // The module's name, because a property here hides the function.
        #if canImport(Glibc)
            _ = Glibc.signal(number, action)
        #else
            _ = Darwin.signal(number, action)
        #endif
    }
}
