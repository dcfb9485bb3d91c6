import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What asks the process to end, for those who can end in good order: a signal, or a time that is over.
///
/// The first interrupt or termination signal is only remembered; a second one ends the process at
/// once with 128 plus its number.
public enum Interruption {
    private static let received = Atomic<Int32>(0)
    /// When the time is over, in the milliseconds of `Clocks`.
    private static let deadline = Atomic<Int>(.max)

    /// Whether whoever waits is to stop waiting.
    public static var isRequested: Bool { signal != nil || isOverdue }

    /// Whether the time is over.
    public static var isOverdue: Bool {
        let due = deadline.load(ordering: .relaxed)
        return due != .max && Clocks.monotonicMilliseconds() >= due
    }

    /// Gives the process so many milliseconds from now.
    public static func setDeadline(afterMilliseconds milliseconds: Int) {
        let (due, overflows) = Clocks.monotonicMilliseconds()
            .addingReportingOverflow(milliseconds)
        deadline.store(overflows ? .max : due, ordering: .relaxed)
    }

    /// The number of the signal that has come, or nil.
    public static var signal: Int? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : Int(number)
    }

    /// Starts to remember SIGINT and SIGTERM, and no longer dies of a closed pipe.
    public static func observe() {
        for number in [SIGINT, SIGTERM] {
            install(number) { received in
                let isFirst = Interruption.received.compareExchange(
                    expected: 0, desired: received, ordering: .relaxed
                ).exchanged
                if !isFirst { _exit(128 + received) }
            }
        }
        install(SIGPIPE, SIG_IGN)
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

    private static func install(_ number: Int32, _ handler: sighandler_t?) {
        signal_(number, handler)
    }
}

/// `signal(2)` under a name that no property here hides.
private func signal_(_ number: Int32, _ handler: sighandler_t?) {
    #if canImport(Glibc)
        _ = Glibc.signal(number, handler)
    #else
        _ = Darwin.signal(number, handler)
    #endif
}
