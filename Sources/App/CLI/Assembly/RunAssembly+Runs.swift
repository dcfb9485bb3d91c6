import CollectionModel
import CurlTransport
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
    let files: RunFiles
    let scopes: VariableScopes
    let transport: CurlTransport
    let run: CollectionRun
}

extension RunAssembly {
    /// Makes all runs, and starts none.
    func runs(
        _ sources: RunSources, _ plans: [RunPlan], _ publisher: EventPublisher
    ) throws(InputError) -> [RunWork] {
        let shared = try sharedServices(publisher)
        return zip(sources.files, plans).enumerated().map { number, source in
            let (files, plan) = source
            let inputs = inputs(files, plan, sources.given)
            return run(number, files, inputs, sources.network, shared, publisher)
        }
    }

    private func run(
        _ number: Int, _ files: RunFiles, _ inputs: RunInputs, _ network: Network,
        _ shared: SharedServices, _ publisher: EventPublisher
    ) -> RunWork {
        let interruption = Interruption(within: interruption)
        let transport = transport(network, files.cookies, interruption)
        var settings = settings(network)
        settings.iterationCount = iterationCount(inputs.data)
        let services = services(shared, for: files, transport, interruption, publisher)
        return RunWork(
            number: number, files: files, scopes: inputs.scopes, transport: transport,
            run: CollectionRun(
                inputs, start: start(number, files, inputs, settings), settings: settings,
                services: services, publisher: publisher))
    }

    /// The settings of every run.
    func settings(_ network: Network) -> RunSettings {
        var settings = RunSettings(userAgent: "Posthaste/\(Version.text)")
        settings.transferOptions = network.options
        // Downloads of input files have no such limits.
        settings.transferOptions.maxResponseSize = arguments.network.maxResponseSize
        settings.transferOptions.followsRedirects = !arguments.requests.ignoresRedirects
        settings.itemDelay = Network.limit(arguments.requests.delayMilliseconds)
        settings.scriptTimeout = Network.limit(arguments.scripts.timeoutMilliseconds)
        settings.scriptMemory = arguments.scripts.memory == 0 ? nil : arguments.scripts.memory
        settings.bail = arguments.control.bail
        settings.retry = arguments.control.retry
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

    private func start(
        _ number: Int, _ files: RunFiles, _ inputs: RunInputs, _ settings: RunSettings
    ) -> RunStart {
        RunStart(
            collectionName: files.collection.name, collectionID: files.collection.id,
            environmentName: inputs.scopes.environment.name,
            iterationCount: settings.iterationCount, itemCount: inputs.plan.count,
            startedAt: Clocks.secondsSince1970(), number: number,
            runCount: collectionPaths.count)
    }
}
