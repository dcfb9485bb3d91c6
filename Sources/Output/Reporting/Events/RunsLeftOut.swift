import JSON

/// The line of an event stream that says that its last runs did not begin, because the command
/// ended before.
struct RunsLeftOut: EventObject {
    /// The name of the event.
    static let name = "runsLeftOut"

    static let blank = RunsLeftOut(count: 0)

    private var event = RunsLeftOut.name
    /// How many runs were left out.
    var count: Int

    init(count: Int) {
        self.count = count
    }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("event", &event)
        try visitor.member("count", &count)
    }
}
