import Diagnostics
import RunModel

/// Makes events of warnings: each once for every time that an item runs, and as a failure in a
/// strict run.
struct WarningRules {
    private let isStrict: Bool
    /// The item that runs now.
    private(set) var item: ItemReference?
    private var seenInItem: Set<Diagnostic> = []
    private var seenInRun: Set<Diagnostic> = []

    /// Creates the rules; strict ones make a failure of every warning (`--strict`).
    init(isStrict: Bool) {
        self.isStrict = isStrict
    }

    /// Follows the run, to know which item a warning is about.
    mutating func follow(_ event: RunEvent) {
        switch event {
        case .runStarted: seenInRun.removeAll(keepingCapacity: true)
        case .itemStarted(let started):
            item = started
            seenInItem.removeAll(keepingCapacity: true)
        case .itemFinished: item = nil
        default: break
        }
    }

    /// Lets the next attempt of the item fail by the same warnings as the one that does not count.
    mutating func forgetAttempt() {
        if isStrict { seenInItem.removeAll(keepingCapacity: true) }
    }

    /// Returns the event that a warning or note becomes; nil if the same one was there before.
    ///
    /// A strict run fails by warnings; notes are never more than notes.
    mutating func event(for diagnostic: Diagnostic) -> RunEvent? {
        var placed = diagnostic
        if let item, placed.place.item == nil { placed.place.item = item.path }
        guard insert(placed) else { return nil }
        if isStrict, placed.severity == .warning {
            return .strictFailure(Failure(strict: placed), item)
        }
        return .warning(placed)
    }

    private mutating func insert(_ diagnostic: Diagnostic) -> Bool {
        item == nil
            ? seenInRun.insert(diagnostic).inserted : seenInItem.insert(diagnostic).inserted
    }
}
