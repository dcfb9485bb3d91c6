import Diagnostics
import Execution
import Platform
import Reporting
import RunModel

/// The reports of a run that could not begin.
///
/// A program that reads `report.xml` would otherwise find the one of an earlier run, and take it
/// for this one's. Only files that the user named are written: what has a new name each time
/// replaces nothing. A file that is no such report stays, for it may be an input that was not yet
/// read.
struct FailedStart {
    /// An output of an earlier run, or the place for it.
    private struct Target {
        /// The file; nil for a folder of results, which gets one more.
        var path: String?
        /// What the beginning of such a file has, and no other file; none if it is just text.
        var marks: [String]
        /// What makes this output alone.
        var reports: ReportArguments
    }

    private let arguments: RunArguments
    private let targets: [Target]
    private let collections: [String]

    /// Takes the reports of a command line; nil if it has none in a file of its own.
    ///
    /// The others are settings of reports that go to other files as well.
    init?(_ arguments: RunArguments, collections: [String], others: [ReportArguments] = []) {
        if arguments.selection.isListing || arguments.wantsHelp { return nil }
        var targets = Self.targets(of: arguments.reports)
        for target in others.flatMap(Self.targets)
        where !targets.contains(where: { $0.path == target.path }) {
            targets.append(target)
        }
        self.targets = targets
        if targets.isEmpty { return nil }
        self.arguments = arguments
        self.collections = collections
    }

    /// Takes the reports that are named in the words of a command line with a mistake, and in the
    /// configuration files that it has.
    init?(words: [String]) {
        let line = ArgumentParser(options: RunArguments.options).readable(words)
        let choice = Self.arguments(line.settings).configuration
        let files = Configuration.readable(choice, RunArguments.options)
        let layers = files.layers + [line.settings]
        let settings = Array(layers.joined())
        let collections = line.positionals.isEmpty ? files.collections : line.positionals
        var ways = [Self.arguments(settings)]
        // Of several files for one report, each may have the result of an earlier run.
        for setting in layers.flatMap(Self.conflicting) {
            ways.append(Self.arguments(settings + [setting]))
        }
        do throws(UsageError) {
            for index in ways.indices {
                try ways[index].reports.settle()
                try OutputTargets.check(ways[index], collections: collections)
            }
        } catch {
            return nil
        }
        self.init(ways[0], collections: collections, others: ways.dropFirst().map(\.reports))
    }

    /// The settings of a layer that name another file for a report than a later one does.
    private static func conflicting(
        _ layer: [Setting<RunArguments>]
    ) -> [Setting<RunArguments>] {
        layer.indices.flatMap { index in
            let (setting, earlier) = (layer[index], Array(layer[..<index]))
            return ReporterOptions.conflict(of: setting, with: earlier) == nil
                ? [] : earlier.filter { $0.option.name == setting.option.name }
        }
    }

    /// The arguments of those settings that are right.
    private static func arguments(_ settings: [Setting<RunArguments>]) -> RunArguments {
        var arguments = RunArguments()
        for setting in settings {
            // What is wrong has been found before.
            do throws(UsageError) { try setting.apply(to: &arguments) } catch {}
        }
        return arguments
    }

    // MARK: Targets

    private static func targets(of reports: ReportArguments) -> [Target] {
        var alone = reports
        (alone.names, alone.silenced, alone.programs) = ([], [], [])
        (alone.exchanges, alone.opensHTML) = (ExchangeFiles(), false)
        var targets = reports.shown.flatMap { Self.targets(of: $0, alone) }
        if let path = reports.exchanges.archive, isFile(path) {
            alone.exchanges = ExchangeFiles(archive: path)
            let mark = "\"creator\":{\"name\":\"Posthaste\""
            targets.append(Target(path: path, marks: [mark], reports: alone))
        }
        if let path = reports.exchanges.commands, isFile(path) {
            alone.exchanges = ExchangeFiles(commands: path)
            targets.append(Target(path: path, marks: [CurlReport.mark], reports: alone))
        }
        return targets
    }

    private static func targets(
        of name: ReporterName, _ alone: ReportArguments
    ) -> [Target] {
        var reports = alone
        reports.names = [name]
        if name == .allure {
            let folder = alone.paths[.allure] ?? Reports.allureFolder
            return FileAccess.isDirectory(folder)
                ? [Target(path: nil, marks: [], reports: reports)] : []
        }
        let path = name == .github ? alone.jobSummary : alone.paths[name]
        guard let path, isFile(path) else { return [] }
        let target = Target(path: path, marks: name.marks, reports: reports)
        return [target] + (name == .json ? numbered(target, path) : [])
    }

    /// The reports of several earlier runs, which have numbers.
    private static func numbered(_ target: Target, _ path: String) -> [Target] {
        var found: [Target] = []
        while true {
            var next = target
            let path = Reports.numbered(path, found.count)
            (next.path, next.reports.paths[.json]) = (path, path)
            guard FileAccess.isFile(path), mayReplace(path, by: next) else { return found }
            found.append(next)
        }
    }

    private static func isFile(_ path: String) -> Bool {
        if path == "-" || path.hasSuffix("/") { return false }
        return !FileAccess.isDirectory(path) && !FileAccess.isPipeOrDevice(path)
    }

    /// Whether a file is new, empty, or such an output of an earlier run.
    private static func mayReplace(_ path: String, by target: Target) -> Bool {
        if FileIdentity(path) == nil { return true }
        var beginning = ""
        do throws(SystemError) {
            try FileAccess.read(path) { piece in
                beginning = String(decoding: piece.prefix(4096), as: UTF8.self)
                return false
            }
        } catch {
            return false
        }
        return beginning.isEmpty || target.marks.contains { beginning.contains($0) }
    }

    // MARK: Writing

    /// Writes that the run did not begin, and why; a report that cannot be written stays as it is.
    func report(_ reason: Diagnostic, _ interruption: RunEnd.Interruption? = nil) {
        let reason = ShownWord.diagnostic(reason, quoting: ProcessEnvironment.arguments)
        for target in targets {
            if let path = target.path, !Self.mayReplace(path, by: target) {
                let message = "'\(path)' stays as it is: it is not a report of an earlier run"
                Console().report(Diagnostic(.warning, message))
                continue
            }
            var own = arguments
            own.reports = target.reports
            do {
                let listeners = try Reports(arguments: own, runCount: 1).listeners(Console())
                publish(reason, interruption, to: listeners)
            } catch let error as ListenerError {
                // It may be what is wrong.
                if error.diagnostic != reason { Console().report(error.diagnostic) }
            } catch {
                Console().report(Diagnostic(.error, "a report cannot be written: \(error)"))
            }
        }
    }

    private func publish(
        _ reason: Diagnostic, _ interruption: RunEnd.Interruption?, to listeners: [any RunListener]
    ) {
        let publisher = EventPublisher(
            listeners: listeners, listenerFailed: { Console().report($0.diagnostic) })
        let names = collections.map(ShownWord.of).map { name in
            name.split(separator: "/").last.map(String.init) ?? name
        }
        let moment = Clocks.secondsSince1970()
        publisher.publish(
            .runStarted(
                RunStart(
                    collectionName: names.isEmpty ? "posthaste run" : names.joined(separator: ", "),
                    iterationCount: 0, itemCount: 0, startedAt: moment)))
        if interruption == nil {
            let failure = Failure(
                name: RunStart.failureName, message: "the run did not begin: \(reason.message)")
            publisher.publish(.strictFailure(failure, nil))
        }
        publisher.publish(
            .runFinished(RunEnd(interruption: interruption, endedAt: moment, duration: .zero)))
        publisher.finish()
    }
}

extension ReporterName {
    /// What the beginning of such a report has, and no other file; none if a report is just text.
    fileprivate var marks: [String] {
        switch self {
        case .junit: ["<testsuites"]
        case .json: ["{\n\"collection\": ", "{\n\"runs\": [", "{\"runs\": []"]
        case .html: ["content=\"Posthaste"]
        case .tap: ["TAP version"]
        case .events: ["\"posthaste-events\""]
        case .ctrf: ["\"reportFormat\":\"CTRF\""]
        case .prometheus: ["# HELP posthaste_"]
        // Without findings it is an empty list.
        case .gitlab: ["\"fingerprint\"", "[\n]"]
        // The tables of one run and of several.
        case .github: ["| | executed | failed |", "| | run | requests | failures | time |"]
        default: []
        }
    }
}
