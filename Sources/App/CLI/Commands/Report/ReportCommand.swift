import Diagnostics
import Execution
import Platform
import Reporting
import RunModel

/// `posthaste report`: makes reports of event streams, of one or several, written before or just
/// now.
struct ReportCommand {
    private let arguments: RunArguments
    private let paths: [String]
    private let console: Console

    init(_ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        var streams = parsed.positionals
        // The action has its name in scripts; without it the command does the same.
        if streams.first == "merge", !FileAccess.exists("merge") { streams.removeFirst() }
        if streams.isEmpty {
            throw UsageError(
                message: "no event stream is given",
                help: [
                    "give the files that 'posthaste run --reporter-events-export FILE' wrote, or - "
                        + "for standard input"
                ])
        }
        var arguments = parsed.arguments
        try arguments.reports.settle()
        try arguments.reports.checkPrograms()
        self.arguments = arguments
        paths = streams
        console = Console(color: arguments.terminal.color)
        for finding in parsed.findings { console.report(finding) }
        try InputFiles.checkStandardInput(paths)
        try OutputTargets.check(arguments.reports, streams: paths)
    }

    /// Reads the streams and makes the reports; returns the exit code.
    func run() -> Int32 {
        do {
            return try execute()
        } catch let error as Diagnostic {
            console.report(error)
            return ExitCode.input.rawValue
        } catch let error as ListenerError {
            console.report(error.diagnostic)
        } catch {
            console.report(Diagnostic(.error, "the report cannot be made: \(error)"))
        }
        return ExitCode.failed.rawValue
    }

    private func execute() throws -> Int32 {
        var streams = paths.map(EventInput.init)
        for index in streams.indices { streams[index].countRuns() }
        let streamCount = streams.reduce(0) { $0 + ($1.count?.streams ?? 1) }
        let verdict = RunVerdict()
        var isReportLost = false
        let reports = Reports(arguments: arguments, streamCount: streamCount)
        let publisher = EventPublisher(
            listeners: [verdict] + (try reports.listeners(console)),
            listenerFailed: { error in
                isReportLost = true
                console.report(error.diagnostic)
            })
        let replay = EventReplay(deliver: publisher.publish, warn: console.report)
        for stream in streams { replay.announce(stream.count) }
        var isUnreadable = false
        for stream in streams where Interruption.process.signal == nil {
            do throws(Diagnostic) {
                try stream.replay(into: replay)
            } catch {
                isUnreadable = true
                console.report(error)
            }
        }
        if Interruption.process.signal == nil { replay.reportMissing() }
        publisher.finish()
        console.output.flush()
        reports.conclude(console)
        if let signal = Interruption.process.signal { return 128 + Int32(signal) }
        if isUnreadable { return ExitCode.input.rawValue }
        if isReportLost { return ExitCode.failed.rawValue }
        let hasFailed = verdict.code != ExitCode.success.rawValue || replay.isIncomplete
        return (hasFailed && !arguments.control.suppressesExitCode ? ExitCode.failed : .success)
            .rawValue
    }
}
