import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import JSON
import MonotonicClock
import OAuth2
import RunModel
import Synchronization
import Variables

/// The requests that were sent, for any thread.
final class Sent: Sendable {
    let requests = Mutex<[HTTPRequest]>([])
}

/// A network that answers from a table and remembers what was sent.
final class RecordedNetwork: ConcurrentTransport {
    let sent = Sent()
    var requests: [HTTPRequest] { sent.requests.withLock { $0 } }
    private(set) var options: [TransferOptions] = []
    private var cookies: [HTTPCookie] = []
    /// The requests that were redirected before every request.
    var redirects: [HTTPExchange.Redirected] = []
    /// Makes the answer to a request.
    var answer: (HTTPRequest) throws(TransportError) -> HTTPResponse = { _ throws(TransportError) in
        HTTPResponse(status: 200, reason: "OK")
    }

    func exchange(
        _ request: HTTPRequest, options: TransferOptions
    ) throws(TransportError) -> HTTPExchange {
        sent.requests.withLock { $0.append(request) }
        self.options.append(options)
        var response = try answer(request)
        response.url = request.url
        return HTTPExchange(request: request, response: response, redirects: redirects)
    }

    /// Whether exchanges that were started end.
    var endsExchanges = true
    /// The exchanges that were started and whose end was not returned, with their ends.
    private var started: [FinishedExchange] = []
    private var startedNumber = 0
    var startedCount: Int { started.count }

    func start(_ request: HTTPRequest, options: TransferOptions) -> ExchangeID {
        startedNumber += 1
        let id = ExchangeID(number: startedNumber)
        let result = Result { () throws(TransportError) in
            try exchange(request, options: options)
        }
        started.append(FinishedExchange(id: id, result: result))
        return id
    }

    func finishedExchanges(before deadline: Moment?) -> [FinishedExchange] {
        guard endsExchanges else { return [] }
        defer { started = [] }
        return started
    }

    func cancel(_ ids: Set<ExchangeID>) { started.removeAll { ids.contains($0.id) } }

    func cancelAll() { started = [] }

    func cookies(for url: String) -> [HTTPCookie] { cookies }

    func setCookie(_ cookie: HTTPCookie) { cookies.append(cookie) }

    func removeCookies(for url: String, named name: String?) {
        cookies.removeAll { name == nil || $0.name == name }
    }
}

/// Files that are not there.
final class NoFiles: BodyFiles {
    func locate(_ path: String) throws(BodyFileError) -> (path: String, size: Int) {
        throw .unreadable(path: path, reason: "no such file or directory")
    }
}

/// Keeps all events.
final class EventLog: RunListener {
    private(set) var events: [RunEvent] = []

    func receive(_ event: RunEvent) throws(ListenerError) { events.append(event) }
}

/// Remembers for how long somebody waited, for any thread.
final class Waits: Sendable {
    private let waits = Mutex<[Double]>([])
    var seconds: [Double] { waits.withLock { $0 } }

    func add(_ seconds: Double) { waits.withLock { $0.append(seconds) } }
}

/// One run over a recorded network.
struct RunFixture {
    let network = RecordedNetwork()
    let log = EventLog()
    let waits = Waits()
    var scopes = VariableScopes()
    var settings = RunSettings(userAgent: "Posthaste/test")
    var data = IterationData()
    var fileWarnings: [Diagnostic] = []
    var isStrict = false
    var selection = Selection()
    /// Whether the run reports its collection and variables.
    var reportsCollection = false
    /// What is seen from so many requests on, and so many.
    var signal = RunEnd.Interruption.signal(2)
    var signalAfter: Int?
    /// What is seen from the first wait on.
    var interruptionWhileWaiting: RunEnd.Interruption?
    var interaction: (any SignInPrompt)?
    var overrides = OAuth2Overrides()
    /// The end of a URL; a signal is seen once that is sent.
    var signalURL: String?

    /// Runs a collection given by the members of its JSON object; returns how it ended.
    @discardableResult
    func run(_ members: String) throws -> (end: RunEnd, missedToken: Bool) {
        let text = "{\"info\": {\"name\": \"C\"}, \(members)}"
        let collection = try DefinitionFile.collection(
            JSONSource(name: "c.json", bytes: Array(text.utf8)))
        let plan = RunPlan(collection, selecting: selection)
        var services = RunServices(
            ambience: Ambience(now: { 1000 }, randomBytes: { [UInt8](repeating: 7, count: $0) }),
            transport: network, files: NoFiles(), sleep: { [waits] in waits.add($0) })
        services.interaction = interaction
        services.overrides = overrides
        let (signal, signalAfter, signalURL) = (signal, signalAfter, signalURL)
        services.interruption = { [waits, sent = network.sent, interruptionWhileWaiting] in
            if !waits.seconds.isEmpty, let interruptionWhileWaiting {
                return interruptionWhileWaiting
            }
            let requests = sent.requests.withLock { $0 }
            let isSignalled =
                signalAfter.map { requests.count >= $0 } == true
                || signalURL.map { end in requests.contains { $0.url.hasSuffix(end) } } == true
            return isSignalled ? signal : nil
        }
        for variable in collection.variables {
            scopes.collection.set(variable.key, VariableValue(variable.value ?? .null))
        }
        var inputs = RunInputs(plan: plan, scopes: scopes, data: data, warnings: fileWarnings)
        if reportsCollection { inputs.reportedCollection = collection }
        let run = CollectionRun(
            inputs,
            start: RunStart(
                collectionName: "C", iterationCount: settings.iterationCount,
                itemCount: plan.count, startedAt: 1000),
            settings: settings, services: services,
            publisher: EventPublisher(
                listeners: [log], isStrict: isStrict, listenerFailed: { _ in }))
        let end = run.run()
        return (end, run.missedToken)
    }

    /// The URLs that were sent, without the host.
    var paths: [String] {
        network.requests.map { String($0.url.dropFirst("http://h".count)) }
    }

    var assertions: [AssertionRecord] {
        log.events.compactMap { if case .assertion(let record, _) = $0 { record } else { nil } }
    }

    var failures: [Failure] {
        log.events.compactMap { event in
            switch event {
            case .request(let record, _): record.failure
            case .script(let record, _): record.failure
            case .assertion(let record, _): record.failure
            case .strictFailure(let failure, _): failure
            default: nil
            }
        }
    }

    var warnings: [String] {
        log.events.compactMap {
            if case .warning(let diagnostic) = $0 { diagnostic.message } else { nil }
        }
    }

    var consoleLines: [String] {
        log.events.compactMap {
            if case .console(let record, _) = $0 {
                record.arguments.joined(separator: " ")
            } else {
                nil
            }
        }
    }

    /// The kinds of the events in order, in short.
    var outline: [String] {
        log.events.map { event in
            switch event {
            case .runStarted: "start"
            case .iterationStarted(let start): "iteration \(start.number)"
            case .itemStarted(let item): "item \(item.path)"
            case .console: "console"
            case .request(let record, _): record.origin.rawValue
            case .attempt(let record, _): record.outcome
            case .assertion(let record, _): "test \(record.name)"
            case .script(let record, _): "\(record.event.rawValue) of \(record.owner)"
            case .itemSkipped: "skipped"
            case .visualization(let record, _): "visualization \(record?.template ?? "none")"
            case .nextRequest(let name, _): "next \(name ?? "null")"
            case .itemFinished: "item end"
            case .iterationFinished: "iteration end"
            case .warning: "warning"
            case .strictFailure: "strict failure"
            case .runFinished: "end"
            }
        }
    }
}
