import CollectionModel
import CurlTransport
import Diagnostics
import Execution
import HTTPModel
import Platform
import Reporting
import RunModel
import Variables

/// A run with everything that it needs, before it starts.
struct RunWork {
    /// Its place among the runs.
    let number: Int
    /// Whether there are other runs.
    let isOneOfSeveral: Bool
    let files: RunFiles
    let scopes: VariableScopes
    let transport: CurlTransport
    let run: CollectionRun
    let publisher: EventPublisher
    let verdict: RunVerdict

    /// The diagnostic with the name of the run, if there are several.
    func placed(_ diagnostic: Diagnostic) -> Diagnostic {
        var placed = diagnostic
        if isOneOfSeveral, placed.place.item == nil {
            placed.place.item = files.title
        }
        return placed
    }
}

extension RunAssembly {
    /// Makes one of the runs, and does not start it; `stop` ends it when another one fails.
    func work(
        _ number: Int, _ set: RunSet, _ publisher: EventPublisher, _ verdict: RunVerdict,
        stop: Interruption
    ) -> RunWork {
        let (files, sources) = (set.sources.files[number], set.sources)
        let inputs = inputs(files, set.plans[number], sources.given)
        let interruption = Interruption(within: stop)
        let transport = transport(sources.network, files.cookies, interruption)
        var settings = settings(sources.network)
        settings.iterationCount = iterationCount(files)
        settings.isLast = number == set.plans.count - 1
        var services = services(set.shared, for: files, transport, interruption, publisher)
        if let users = set.users(of: number) {
            services.judgedTimes = { users.times(adding: $0, of: number) }
            services.thresholdsName = "Thresholds of all users"
        }
        let count = set.plans.count
        return RunWork(
            number: number, isOneOfSeveral: count > 1, files: files, scopes: inputs.scopes,
            transport: transport,
            run: CollectionRun(
                inputs, start: start(number, set, settings),
                settings: settings, services: services, publisher: publisher),
            publisher: publisher, verdict: verdict)
    }

    /// Makes what obtains the tokens of one of the runs, before it starts.
    func tokens(
        _ number: Int, _ set: RunSet, _ publisher: EventPublisher, stop: Interruption
    ) -> CollectionTokens {
        let (files, sources) = (set.sources.files[number], set.sources)
        let transport = transport(sources.network, [], stop)
        return CollectionTokens(
            inputs(files, set.plans[number], sources.given), settings: settings(sources.network),
            services: services(set.shared, for: files, transport, stop, publisher),
            publisher: publisher)
    }

    /// The settings of every run.
    func settings(_ network: Network) -> RunSettings {
        var settings = RunSettings(userAgent: "Posthaste/\(Version.text)")
        settings.transferOptions = network.options
        // Downloads of input files have no such limits.
        settings.transferOptions.maxResponseSize = arguments.network.maxResponseSize
        settings.transferOptions.followsRedirects = !arguments.requests.ignoresRedirects
        settings.duration = arguments.selection.duration.map { .milliseconds($0) }
        settings.itemDelay = Network.limit(arguments.requests.delayMilliseconds)
        settings.scriptTimeout = Network.limit(arguments.scripts.timeoutMilliseconds)
        settings.scriptMemory = arguments.scripts.memory == 0 ? nil : arguments.scripts.memory
        settings.bail = arguments.control.bail
        settings.retry = arguments.control.retry
        settings.thresholds = arguments.control.thresholds
        settings.failsOnErrorStatus = arguments.control.failsOnErrorStatus
        settings.tracesRequests = arguments.requests.areTraced
        let reports = arguments.reports
        settings.rendersVisualizations =
            reports.names.contains(.html) || reports.names.contains(.events)
            || !reports.programs.isEmpty
        if Reports(arguments: arguments).wantsBodies { settings.keptBodySize = .max }
        if reports.names.contains(.html), reports.html.bodies != .none {
            settings.keptBodySize = max(settings.keptBodySize, reports.html.bodySize)
        }
        return settings
    }

    private func start(_ number: Int, _ set: RunSet, _ settings: RunSettings) -> RunStart {
        let files = set.sources.files[number]
        var start = RunStart(
            collectionName: files.collection.name, collectionID: files.collection.id,
            environmentName: files.environment.shownName,
            iterationCount: settings.knownIterationCount, itemCount: set.plans[number].count,
            startedAt: Clocks.secondsSince1970(), number: number, runCount: set.plans.count)
        start.duration = settings.duration
        if files.name != "-", !Download.isAddress(files.name) { start.file = files.name }
        start.label = files.label
        start.rowNumber = files.rowNumber
        return start
    }
}
