import Diagnostics
import Execution
import Platform
import RunModel

/// The reports of a run that could not begin.
///
/// A program that reads `report.xml` would otherwise find the one of an earlier run, and take it
/// for this one's. Only files that the user named are written: what has a new name each time
/// replaces nothing. A file that is no such report stays, for it may be an input that was not yet
/// read.
struct FailedStart {
    private let arguments: RunArguments
    private let collections: [String]

    /// Takes the reports of a command line; nil if it has none in a file of its own.
    init?(_ arguments: RunArguments, collections: [String]) {
        if arguments.selection.isListing || arguments.wantsHelp { return nil }
        var chosen = RunArguments()
        chosen.reports = arguments.reports
        chosen.reports.names.removeAll {
            let path = arguments.reports.paths[$0]
            // A folder of results gets one more.
            return $0 == .allure
                ? !FileAccess.isDirectory(path ?? Reports.allureFolder) : !Self.isFile(path)
        }
        chosen.reports.programs = []
        chosen.reports.exchanges = ExchangeFiles()
        chosen.reports.opensHTML = false
        if chosen.reports.names.isEmpty { return nil }
        self.arguments = chosen
        self.collections = collections
    }

    /// Takes the reports that are named in the words of a command line with a mistake.
    init?(words: [String]) {
        let line = ArgumentParser(options: RunArguments.options).readable(words)
        var arguments = RunArguments()
        for setting in line.settings {
            // What is wrong has been found before.
            do throws(UsageError) { try setting.apply(to: &arguments) } catch {}
        }
        do throws(UsageError) {
            try arguments.reports.settle()
            try OutputTargets.check(arguments, collections: line.positionals)
        } catch {
            return nil
        }
        self.init(arguments, collections: line.positionals)
    }

    private static func isFile(_ path: String?) -> Bool {
        guard let path, path != "-", !path.hasSuffix("/") else { return false }
        return !FileAccess.isDirectory(path) && !FileAccess.isPipeOrDevice(path)
    }

    /// Whether a file is new, empty, or such a report.
    private static func mayReplace(_ path: String, by report: ReporterName) -> Bool {
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
        if beginning.isEmpty { return true }
        return report.marks.contains { beginning.contains($0) }
    }

    /// Writes that the run did not begin, and why; a report that cannot be written stays as it is.
    func report(_ reason: Diagnostic, _ interruption: RunEnd.Interruption? = nil) {
        for name in arguments.reports.names {
            if name != .allure, let path = arguments.reports.paths[name],
                !Self.mayReplace(path, by: name)
            {
                let message = "'\(path)' stays as it is: it is not a report of an earlier run"
                Console().report(Diagnostic(.warning, message))
                continue
            }
            var own = arguments
            own.reports.names = [name]
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
        let names = collections.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        let moment = Clocks.secondsSince1970()
        publisher.publish(
            .runStarted(
                RunStart(
                    collectionName: names.isEmpty ? "posthaste run" : names.joined(separator: ", "),
                    iterationCount: 0, itemCount: 0, startedAt: moment)))
        if interruption == nil {
            let failure = Failure(
                name: "StartError", message: "the run did not begin: \(reason.message)")
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
        default: []
        }
    }
}
