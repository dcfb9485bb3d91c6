import HTTPModel
public import RunModel

/// A `curl` command for each request of the runs (`--curl`), in a script for the shell.
///
/// Secrets are variables of the shell, named after their header or parameter, and of several runs
/// also after the run.
public final class CurlReport: GradualReport {
    /// The second line of such a script, by which an earlier one is known.
    public static let mark = "# curl commands of a run of Posthaste"

    private let sink: any TextSink
    private var hasBegun = false
    private var owner = ""

    /// Creates a report that writes to the sink.
    public init(sink: any TextSink) {
        self.sink = sink
    }

    /// Takes the next event of the run.
    public func receive(_ event: RunEvent) throws(ListenerError) {
        switch event {
        case .runStarted(let start):
            if !hasBegun { try sink.write("#!/bin/sh\n\(Self.mark)\n") }
            hasBegun = true
            owner = start.runCount > 1 ? start.title : ""
            try comment(start.title)
        case .request(let record, let item): try append(record, item)
        case .attempt(let attempt, let item):
            for record in attempt.requests { try append(record, item) }
        default: break
        }
    }

    /// Writes what is pending.
    public func catchUp() throws(ListenerError) { try sink.flush() }

    /// Ends the script.
    public func finish() throws(ListenerError) { try sink.close() }

    private func append(_ record: RequestRecord, _ item: ItemReference) throws(ListenerError) {
        let name = record.origin == .item ? item.path : "\(item.path): \(record.name(in: item))"
        try comment(name)
        try sink.write(CurlCommand(request: record.request, owner: owner).text + "\n")
    }

    private func comment(_ text: String) throws(ListenerError) {
        try sink.write("\n# \(TerminalText.printable(text, keepsLines: false))\n")
    }
}
