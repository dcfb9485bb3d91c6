import Execution
import Platform
import Synchronization

/// Gathers which requests fail in the runs of a command, and keeps them for `--last-failed`.
///
/// Each list is read at its first run, and written once, at the end.
final class FailedRequestsWriter: Sendable {
    private struct Outcome {
        let list: FailedRequests
        /// What the list has of each run.
        let before: [String: [FailedRequests.Entry]]
        var runs: Set<String> = []
        var entries: [FailedRequests.Entry] = []
        var known: Set<FailedRequests.Entry> = []

        /// Adds an entry, which another run of the same collection may have as well.
        mutating func add(_ entry: FailedRequests.Entry) {
            if known.insert(entry).inserted { entries.append(entry) }
        }
    }

    private struct State {
        /// By the paths of the lists.
        var outcomes: [String: Outcome] = [:]
        var completeCount = 0
    }

    /// Whether the runs have every request of their collections.
    private let areWhole: Bool
    private let runCount: Int
    private let state = Mutex(State())

    /// Creates a writer for so many runs.
    init(runCount: Int, areWhole: Bool) {
        self.runCount = runCount
        self.areWhole = areWhole
    }

    /// Adds a run that has ended, and the requests that it left out because it ended early.
    ///
    /// Requests of the list that did not run stay there. Those that the collection does not have
    /// any more stay until all of it has run.
    func add(_ work: RunWork, to list: FailedRequests, leavingOut leftOut: [String]?) {
        let key = work.files.runKey
        let isComplete = leftOut == nil
        let before = state.withLock { state in
            let outcome =
                state.outcomes[list.path]
                ?? Outcome(list: list, before: Dictionary(grouping: list.read(), by: \.run))
            state.outcomes[list.path] = outcome
            return outcome.before[key] ?? []
        }
        var entries: [FailedRequests.Entry] = []
        let failed = work.verdict.failedItems + (leftOut ?? [])
        if !before.isEmpty || !failed.isEmpty {
            let paths = RequestPaths(work.files.collection)
            entries = paths.expanded(before).filter { entry in
                guard let id = paths.id(of: entry) else { return !(areWhole && isComplete) }
                return !work.verdict.finishedItems.contains(id)
            }
            entries += failed.compactMap { paths.entry(of: $0, in: key) }
            entries = paths.condensed(entries, of: key)
        }
        state.withLock { state in
            if isComplete { state.completeCount += 1 }
            state.outcomes[list.path]?.runs.insert(key)
            for entry in entries { state.outcomes[list.path]?.add(entry) }
        }
    }

    /// Writes the lists; returns the first reason why one of them cannot be written.
    func finish() -> SystemError? {
        state.withLock { state in
            let replacesAll = areWhole && state.completeCount == runCount
            var failure: SystemError?
            for (_, outcome) in state.outcomes.sorted(by: { $0.key < $1.key }) {
                do throws(SystemError) {
                    try outcome.list.replace(
                        replacesAll ? .all : .some(outcome.runs), with: outcome.entries)
                } catch {
                    failure = failure ?? error
                }
            }
            return failure
        }
    }
}
