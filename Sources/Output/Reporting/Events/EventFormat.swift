import JSON

/// The first line of an event stream.
struct EventFormat: EventObject {
    /// The version that is written, and the newest version that can be read.
    ///
    /// It grows when a reader of the previous version would misunderstand the stream. It does not
    /// grow for a new member or a new event, which that reader ignores.
    static let currentVersion = 2
    /// The name of the format.
    static let name = "posthaste-events"

    static let blank = EventFormat(program: "", runCount: 1)

    var name = EventFormat.name
    var version = EventFormat.currentVersion
    /// The program that wrote the stream, as `Posthaste/1.2.3`.
    var program: String
    /// How many runs follow.
    var runCount: Int

    /// The part of the runs that the stream has, from 1; nil for all.
    var shard: Int?
    /// How many parts there are.
    var shardCount: Int?
    /// What was split, as a digest: parts of different wholes do not belong together.
    var shardPlan: String?

    init(program: String, runCount: Int) {
        self.program = program
        self.runCount = runCount
    }

    mutating func visit<Visitor: MemberVisitor>(_ visitor: inout Visitor) throws(Visitor.Fault) {
        try visitor.member("format", &name)
        try visitor.member("version", &version)
        try visitor.member("program", &program)
        try visitor.member("runCount", &runCount)
        try visitor.member("shard", &shard)
        try visitor.member("shardCount", &shardCount)
        try visitor.member("shardPlan", &shardPlan)
    }
}
