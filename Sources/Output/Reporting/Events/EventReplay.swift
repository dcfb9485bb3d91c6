public import Diagnostics
import HTTPModel
public import RunModel

/// Replays the runs of event streams: stream after stream, they become the runs of one report.
///
/// Each run that begins also ends. If its stream has no end, because the process was killed, the
/// end that this type delivers says so.
public final class EventReplay {
    private let deliver: (RunEvent) -> Void
    private let warn: (Diagnostic) -> Void
    /// How many runs there will be, as far as is known.
    private var runCount = 0
    private var begunCount = 0
    private var reader = EventStreamReader(name: "")
    /// How many runs of the stream are still to come.
    private var owedCount = 0
    /// How many first lines of the stream were announced and are still to come; nil if they were
    /// not counted.
    private var announcedCount: Int?
    private var hasBegun = false
    /// Whether a stream of the input has begun before.
    private var isContinued = false
    /// Whether lines are skipped until the next stream begins.
    private var isSkipping = false
    /// The streams that have no run, and why they cannot be read.
    private var lostStreams: [(name: String, why: Diagnostic)] = []
    /// How many streams there will be, as far as is known.
    private var streamCount = 0
    private var shards = ShardRecord()
    /// The shard that the stream is, such as `shard 2 of 3`.
    private var shard: String?
    /// How many runs had each name so far.
    private var runsByTitle: [String: Int] = [:]
    private var unknownNames: Set<String> = []
    private var progress: KnownProgress?
    /// Whether a stream ended before its runs did.
    public private(set) var isIncomplete = false

    /// Creates a replay that delivers events, and warnings about the streams themselves.
    public init(
        deliver: @escaping (RunEvent) -> Void, warn: @escaping (Diagnostic) -> Void
    ) {
        self.deliver = deliver
        self.warn = warn
    }

    /// Announces an input that will be read later, so that the first run's report knows how many
    /// runs follow.
    ///
    /// One that is not counted is taken for a stream of one run until it is read.
    public func announce(_ count: EventCount?) {
        runCount += count?.runs ?? 1
        streamCount += count?.streams ?? 1
    }

    /// Reports the shards that no stream has, and the streams that cannot be read: each is a run
    /// that is lost.
    ///
    /// As many of these streams as shards are missing are taken for theirs.
    public func reportMissing() {
        let shards = shards.missing
        for missing in shards {
            isIncomplete = true
            let lost = Diagnostic(
                .error, "\(missing.name) is missing",
                help: ["none of the event streams is that of this shard, so it counts as failed"])
            warn(lost)
            deliverLost(lost, as: missing.name)
        }
        for stream in lostStreams.dropFirst(shards.count) {
            deliverLost(stream.why, as: stream.name)
        }
    }

    /// Delivers a run of which nothing but its name is known.
    private func deliverLost(_ lost: Diagnostic, as name: String) {
        let now = shards.endedAt
        var start = RunStart(
            collectionName: name, iterationCount: 0, itemCount: 0, startedAt: now,
            number: begunCount, runCount: max(runCount, begunCount + 1))
        start.label = name
        begunCount += 1
        deliver(.runStarted(start))
        deliver(.runFinished(RunEnd(interruption: .lost(lost), endedAt: now, duration: .zero)))
    }

    /// Begins an announced input, with what was announced of it.
    public func begin(_ name: String, _ count: EventCount?) {
        reader = EventStreamReader(name: name)
        announcedCount = count?.streams
        (hasBegun, isContinued, isSkipping) = (false, false, false)
    }

    /// Takes the next line of the stream.
    ///
    /// An incomplete line is the last one, without a line feed. After an error, lines are skipped
    /// up to the next stream of the input.
    public func take(_ line: [UInt8], isComplete: Bool) throws(Diagnostic) {
        if isSkipping {
            isSkipping = EventCount.beginning(line) == nil
            if isSkipping { return reader.skip() }
        }
        switch try reader.read(line, isComplete: isComplete) {
        case .begin(let format)?: try begin(format)
        case .event(let event)?: try take(event)
        case .unknown(let name)?: ignore(name)
        case .cutOff?:
            warn(reader.complaint(.warning, "the last line is incomplete and was ignored"))
        case nil: break
        }
    }

    /// Takes a part of the last line again, which is the first line of the next stream.
    public func retake(_ line: [UInt8]) throws(Diagnostic) {
        reader.stepBack()
        try take(line, isComplete: true)
    }

    /// Ends the stream.
    public func end() throws(Diagnostic) {
        if isSkipping { return }
        guard hasBegun else {
            throw reader.complaint(
                .error, "the stream is empty",
                help: ["the program that was to write it ended before its run began"])
        }
        endPart(.ended)
    }

    /// Ends the stream early because of a signal.
    public func interrupt(by signal: Int) { endPart(.interrupted(signal)) }

    /// Ends the stream at its last line, because the next one cannot be read.
    public func giveUp(_ why: Diagnostic) {
        isIncomplete = true
        isSkipping = true
        guard hasBegun else { return lostStreams.append((reader.name, why)) }
        endPart(.unreadable)
    }

    // MARK: Parts

    /// An input may consist of several streams, one after the other.
    private func begin(_ format: EventFormat) throws(Diagnostic) {
        if hasBegun { endPart(.ended) }
        let isFirst = !isContinued
        (hasBegun, isContinued) = (false, true)
        try format.check(reader)
        if let announced = announcedCount, announced > 0 {
            announcedCount = announced - 1
        } else if announcedCount == nil, isFirst {
            runCount += format.runCount - 1
        } else {
            runCount += format.runCount
            streamCount += 1
        }
        hasBegun = true
        owedCount = format.runCount
        shard = ShardRecord.Place(format)?.name
        if let twice = shards.add(format) { warn(reader.complaint(.warning, twice)) }
    }

    /// Why reading of a stream ends.
    private enum Ending {
        case ended, unreadable, interrupted(Int)
    }

    private func endPart(_ ending: Ending) {
        if progress != nil { lose(ending) }
        if owedCount > 0 {
            isIncomplete = true
            if case .interrupted = ending {} else { reportOwedRuns() }
        }
        owedCount = 0
    }

    private func reportOwedRuns() {
        let lost = reader.complaint(
            .error, "the stream lacks \(owedCount) of its runs", help: [Self.explanation])
        warn(lost)
        let runs = owedCount == 1 ? "1 run" : "\(owedCount) runs"
        deliverLost(lost, as: "\(runs) of '\(reader.name)'")
    }

    private static let explanation =
        "the program that wrote it was killed, or is still running; what it did until then is "
        + "reported"

    // MARK: Events

    private func take(_ event: RunEvent) throws(Diagnostic) {
        if case .runStarted(let start) = event { return begin(start) }
        guard progress != nil else {
            throw reader.complaint(
                .error, "the event '\(event.eventName.rawValue)' is outside of a run",
                help: ["lines before it are missing"])
        }
        progress?.follow(event)
        deliver(event)
        if case .runFinished(let end) = event { shards.endedAt = max(shards.endedAt, end.endedAt) }
        if case .runFinished = event {
            progress = nil
            owedCount -= 1
        }
    }

    private func begin(_ start: RunStart) {
        if progress != nil { lose(.ended) }
        var numbered = start
        numbered.number = begunCount
        begunCount += 1
        runCount = max(runCount, begunCount)
        numbered.runCount = runCount
        if streamCount > 1, start.label == nil, let environment = start.environmentName {
            numbered.label = "\(environment) / \(start.collectionName)"
        }
        let number = runsByTitle[numbered.title, default: 0] + 1
        runsByTitle[numbered.title] = number
        if streamCount > 1, number > 1 { numbered.part = shard ?? "run \(number)" }
        progress = KnownProgress(start)
        deliver(.runStarted(numbered))
    }

    /// Ends a run whose end is missing from the stream.
    private func lose(_ ending: Ending) {
        guard let progress else { return }
        self.progress = nil
        owedCount -= 1
        isIncomplete = true
        let interruption: RunEnd.Interruption =
            switch ending {
            case .interrupted(let signal): .signal(signal)
            case .unreadable:
                .lost(reader.complaint(.error, "the rest of the run's events cannot be read"))
            case .ended:
                .lost(
                    reader.complaint(
                        .error, "the events end before the run does", help: [Self.explanation]))
            }
        deliver(.runFinished(progress.end(interruption)))
    }

    private func ignore(_ name: String) {
        guard unknownNames.insert(name).inserted else { return }
        warn(
            reader.complaint(
                .warning, "unknown events '\(name)' were ignored",
                help: ["a newer program wrote the stream"]))
    }
}

/// The last known moment of a run, for an end that is missing from the stream.
private struct KnownProgress {
    private let start: RunStart
    private var moment: Double

    init(_ start: RunStart) {
        self.start = start
        moment = start.startedAt
    }

    mutating func follow(_ event: RunEvent) {
        switch event {
        case .itemStarted(let item): moment = max(moment, item.startedAt ?? moment)
        case .request(let record, _): follow(record)
        case .attempt(let record, _):
            for request in record.requests { follow(request) }
        case .script(let record, _): moment += record.duration.milliseconds / 1_000
        default: break
        }
    }

    private mutating func follow(_ record: RequestRecord) {
        moment += (record.response?.timings.overall.milliseconds ?? 0) / 1_000
    }

    func end(_ interruption: RunEnd.Interruption) -> RunEnd {
        RunEnd(
            interruption: interruption, endedAt: moment,
            duration: .milliseconds(((moment - start.startedAt) * 1_000).rounded()))
    }
}
