extension RunEvent {
    /// About how many bytes the event takes in memory, apart from what it shares with others.
    public var approximateSize: Int {
        let own =
            switch self {
            case .request(let record, _): record.size + (record.failure?.size ?? 0)
            case .attempt(let record, _): record.requests.reduce(0) { $0 + $1.size }
            case .assertion(let record, _): record.name.utf8.count + (record.failure?.size ?? 0)
            case .script(let record, _): record.failure?.size ?? 0
            case .console(let record, _): record.arguments.reduce(0) { $0 + $1.utf8.count }
            case .visualization(let record, _):
                (record?.template.utf8.count ?? 0) + (record?.data.utf8.count ?? 0)
                    + (record?.html?.utf8.count ?? 0)
            case .runStarted, .iterationStarted, .itemStarted, .itemSkipped, .nextRequest,
                .itemFinished, .iterationFinished, .warning, .strictFailure, .runFinished:
                0
            }
        return own + 256
    }
}
