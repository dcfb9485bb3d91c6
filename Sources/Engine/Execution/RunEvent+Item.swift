import RunModel

extension RunEvent {
    /// The event with another reference to its item.
    func naming(_ item: ItemReference) -> RunEvent {
        switch self {
        case .itemStarted: .itemStarted(item)
        case .console(let record, _): .console(record, item)
        case .request(let record, _): .request(record, item)
        case .attempt(let record, _): .attempt(record, item)
        case .assertion(let record, _): .assertion(record, item)
        case .script(let record, _): .script(record, item)
        case .itemSkipped(_, let reason): .itemSkipped(item, because: reason)
        case .nextRequest(let name, _): .nextRequest(name, item)
        case .visualization(let record, _): .visualization(record, item)
        case .itemFinished: .itemFinished(item)
        case .strictFailure(let failure, let about):
            .strictFailure(failure, about == nil ? nil : item)
        case .runStarted, .iterationStarted, .iterationFinished, .warning, .runFinished: self
        }
    }
}
