import RunModel

/// A failure with what a reader needs to understand it.
struct NamedFailure {
    /// The item and what failed: `Orders / List: status is 200`.
    let title: String
    /// Why it failed.
    let failure: Failure
    /// The location in the scripts, in Newman's words.
    let location: String
    /// The exchange that it is about.
    let record: RequestRecord?
    /// Whether it failed only because the item's request got no response.
    let isConsequence: Bool
}

/// Finds the failures among the events of a run, and the exchange that each is about.
struct FailureFinder {
    private var start: RunStart?
    private var request: RequestRecord?
    private var causes = CauseTracker()

    /// Returns the failure that an event reports, or nil if it reports none.
    mutating func failure(in event: RunEvent) -> NamedFailure? {
        let isConsequence = causes.isConsequence(event)
        switch event {
        case .runStarted(let start): self.start = start
        case .itemStarted: request = nil
        case .request(let record, _) where record.origin == .item: request = record
        default: break
        }
        guard let verdict = event.verdict, let failure = verdict.failure else { return nil }
        return NamedFailure(
            title: title(of: verdict, in: event.item), failure: failure,
            location: verdict.location, record: exchange(of: verdict),
            isConsequence: isConsequence)
    }

    /// The item's path, with the iteration and collection if there are several.
    static func path(_ item: ItemReference, in start: RunStart?) -> String {
        guard let start else { return item.path }
        let iteration = start.iterationNumber(of: item).map { " [iteration \($0)]" } ?? ""
        return start.path(of: item) + iteration
    }

    private func title(of verdict: Verdict, in item: ItemReference?) -> String {
        guard let item else {
            return "\(start?.title ?? ""): \(verdict.failure?.headline ?? "")"
        }
        let path = Self.path(item, in: start)
        if case .request(let record) = verdict, record.origin == .item { return path }
        return "\(path): \(verdict.name(in: item))"
    }

    /// A request that failed is its own exchange; tests and scripts are about the item's request.
    private func exchange(of verdict: Verdict) -> RequestRecord? {
        if case .request(let record) = verdict { record } else { request }
    }
}
