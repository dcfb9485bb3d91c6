import Diagnostics
import HTTPModel
import RunModel
import Scripting
import Variables

/// What the items of a run share.
final class RunContext {
    let plan: RunPlan
    let scopes: VariableScopes
    let settings: RunSettings
    let services: RunServices
    let publisher: EventPublisher
    let resolver: TemplateResolver
    let builder: RequestBuilder
    let authorization: RequestAuthorization
    /// What the rounds of requests need.
    let tools: ExchangeRounds.Tools
    /// The requests that need not be built again.
    var builtRequests: BuiltRequests
    let ending: RunEnding
    /// What scripts reach of the run.
    private(set) lazy var host = RunScriptHost(run: self)
    /// The world of the scripts.
    private(set) lazy var sandbox = ScriptSandbox(
        scopes: scopes, ambience: services.ambience, host: host,
        options: ScriptOptions(
            timeout: settings.scriptTimeout, memoryLimit: settings.scriptMemory,
            isInterrupted: { [interruption = services.interruption] in interruption() != nil },
            interruptionReason: { [interruption = services.interruption] in
                interruption()?.diagnostic?.message
            },
            modules: services.modules,
            keptScripts: settings.isIterated ? .max : RunContext.keptScripts,
            leavesWorld: settings.isLast))
    /// The exchanges that scripts have started.
    private(set) lazy var exchanges = StartedExchanges(
        transport: services.transport, sleep: services.sleep)
    /// Gives turns to the script that waits for the item running now, until a condition holds; nil
    /// if no script waits.
    var waitingScript: ((_ isDone: () -> Bool) -> Bool)?
    /// The item that runs now.
    var item: ItemReference?
    /// What scripts have done with the item's response.
    var scrutiny = Scrutiny()
    /// Whether a request was not sent because its token could not be obtained.
    var missedToken = false
    /// Whether something of an item was left out because the run ends.
    var hasLeftOut = false
    private var warnings: SubstitutionWarnings

    /// How many compiled scripts are kept if there is one iteration, in which few run again.
    private static let keptScripts = 256

    init(
        plan: RunPlan, scopes: VariableScopes, settings: RunSettings, services: RunServices,
        publisher: EventPublisher, ending: RunEnding
    ) {
        self.plan = plan
        self.scopes = scopes
        self.settings = settings
        self.services = services
        self.publisher = publisher
        self.ending = ending
        resolver = TemplateResolver(scopes: scopes, ambience: services.ambience)
        builder = RequestBuilder(
            files: services.files, ambience: services.ambience, userAgent: settings.userAgent,
            isTraced: settings.tracesRequests, hostName: services.hostName)
        authorization = RequestAuthorization(
            resolver: resolver, settings: settings, services: services, publisher: publisher)
        tools = ExchangeRounds.Tools(
            builder: builder, authorization: authorization, publisher: publisher)
        builtRequests = BuiltRequests(isUseful: settings.isIterated)
        warnings = SubstitutionWarnings(scopes: scopes)
    }

    /// Whether the run ends here: nothing more is sent, and no other script runs.
    var isEnding: Bool {
        services.interruption() != nil || settings.bail.apply(to: publisher.failures)
    }

    /// Whether another run has ended this one (`--fail-fast`): what is cut then has not failed.
    var isCut: Bool { if case .bail? = services.interruption() { true } else { false } }

    /// Puts the variables of the folders around an item in force, the nearest folder's last.
    func enterFolder(of item: PlannedItem) {
        scopes.enterFolder(of: item, reportingTo: publisher)
    }

    /// Sends a request and waits for its response, round by round.
    func exchange(_ rounds: consuming ExchangeRounds) -> ExchangeOutcome {
        guard let waitingScript else {
            return AuthorizedExchange(transport: services.transport).run(rounds)
        }
        let request = rounds.request
        var outcome: ExchangeOutcome?
        let number = exchanges.start(rounds) { outcome = $0 }
        if !waitingScript({ outcome != nil }) { exchanges.cancel([number]) }
        return outcome
            ?? ExchangeOutcome(
                request: request,
                failure: Failure(
                    name: "RequestError", message: "the script that runs the request has ended"))
    }

    /// How long to wait before an item is tried again after a response; nil if the server asks for
    /// so much that it is not.
    func wait(beforeRepeating response: HTTPResponse?) -> Duration? {
        let asked = response?.retryAfterSeconds(now: services.ambience.now())
        if let wait = settings.retry.wait(asked: asked) { return wait }
        publisher.warn(
            Diagnostic(
                .note,
                "the request is not sent again: the server asks for a wait of more than "
                    + "\(Int(RetryRules.longestWaitSeconds)) s"))
        return nil
    }

    /// Publishes what came of a request, with as much of the response as reports want.
    func publish(_ record: RequestRecord, of item: ItemReference) {
        publisher.publish(.request(record, item), bodySize: settings.keptBodySize)
    }

    /// Returns the value of a resolved template, and warns of what is wrong with its variables.
    func warning<Value>(of resolved: Resolved<Value>) -> Value {
        for finding in resolved.findings {
            if let warning = warnings.diagnostic(finding) { publisher.warn(warning) }
        }
        return resolved.value
    }
}
