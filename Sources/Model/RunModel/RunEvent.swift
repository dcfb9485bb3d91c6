public import Diagnostics
public import HTTPModel
public import JSON

/// What a run is about, known before its first request.
public struct RunStart: Sendable, Hashable {
    /// The collection's name.
    public var collectionName: String
    /// The collection's id, where the file has one.
    public var collectionID: String?
    /// The environment's name, or nil without one.
    public var environmentName: String?
    /// How many iterations will run.
    public var iterationCount: Int
    /// How many requests one iteration will send when no script changes the order.
    public var itemCount: Int
    /// When the run started, in seconds since 1970.
    public var startedAt: Double
    /// Its place among the runs that are reported together, from 0.
    public var number: Int
    /// How many runs are reported together: one for each collection.
    public var runCount: Int
    /// The collection in the form of v2.1, its folders and requests with the ids that items have, its
    /// secrets masked; nil where no report wants it.
    public var collection: JSONValue?

    /// Makes the start of a run.
    public init(
        collectionName: String, collectionID: String? = nil, environmentName: String? = nil,
        iterationCount: Int, itemCount: Int, startedAt: Double, number: Int = 0, runCount: Int = 1,
        collection: JSONValue? = nil
    ) {
        self.collectionName = collectionName
        self.collectionID = collectionID
        self.environmentName = environmentName
        self.iterationCount = iterationCount
        self.itemCount = itemCount
        self.startedAt = startedAt
        self.number = number
        self.runCount = runCount
        self.collection = collection
    }
}

/// The request item that events belong to, in one iteration.
public struct ItemReference: Sendable, Hashable {
    /// The item's id.
    public var id: String
    /// The item's name.
    public var name: String
    /// The names of the folders around it, outermost first, the collection left out.
    public var folders: [String]
    /// The iteration, from 0.
    public var iteration: Int
    /// How many items this run started before it.
    public var sequence: Int
    /// Its place among the requests of one iteration, from 0.
    public var position: Int
    /// When the item started, in seconds since 1970; nil where that is not known.
    public var startedAt: Double?

    /// Makes a reference.
    public init(
        id: String, name: String, folders: [String], iteration: Int, sequence: Int,
        position: Int = 0, startedAt: Double? = nil
    ) {
        self.id = id
        self.name = name
        self.folders = folders
        self.iteration = iteration
        self.sequence = sequence
        self.position = position
        self.startedAt = startedAt
    }

    /// The folders and the name joined as Newman joins them: `Folder / Sub / Request`.
    public var path: String { (folders + [name]).joined(separator: " / ") }
}

/// Which event of the collection a script listens to.
public enum ScriptEvent: String, Sendable, Hashable {
    /// Before the request.
    case prerequest
    /// After the response.
    case test
}

/// One request that went out, or failed to, with its cause.
public struct RequestRecord: Sendable, Hashable {
    /// Who sent it.
    public enum Origin: String, Sendable, Hashable {
        /// The item itself.
        case item
        /// `pm.sendRequest` in a script.
        case script
        /// An authentication handshake for the item.
        case authentication
    }

    /// Who sent it.
    public var origin: Origin
    /// The request as sent, or as far as it was made ready, with secrets masked.
    public var request: HTTPRequest
    /// The answer with secrets masked, or nil where there was none.
    public var response: HTTPResponse?
    /// Why there was no answer.
    public var failure: Failure?
    /// The URLs that redirects led away from, before that of the request, in order.
    public var redirects: [String]
    /// How long it was tried to get an answer that never came; nil where nothing was sent.
    public var waited: Duration?

    /// Makes a record.
    public init(
        origin: Origin, request: HTTPRequest, response: HTTPResponse? = nil,
        failure: Failure? = nil, redirects: [String] = [], waited: Duration? = nil
    ) {
        self.origin = origin
        self.request = request
        self.response = response
        self.failure = failure
        self.redirects = redirects
        self.waited = waited
    }

    /// How long the exchange took, whether or not it came to an answer.
    public var duration: Duration { response?.timings.total ?? waited ?? .zero }
}

/// An error as scripts and requests raise it.
public struct Failure: Error, Sendable, Hashable {
    /// The error's name, as `AssertionError`, `TypeError`, `TransportError`, `AuthenticationError`.
    public var name: String
    /// The error's message.
    public var message: String
    /// The stack in the user's own script, or nil where there is none.
    public var stack: String?
    /// The place in the user's own script.
    public var position: TextPosition?

    /// Makes a failure.
    public init(
        name: String, message: String, stack: String? = nil, position: TextPosition? = nil
    ) {
        self.name = name
        self.message = message
        self.stack = stack
        self.position = position
    }
}

/// The verdict of one `pm.test`.
public struct AssertionRecord: Sendable, Hashable {
    /// The name given to `pm.test`.
    public var name: String
    /// Its place among the assertions of its script, from 0.
    public var index: Int
    /// The script's event.
    public var event: ScriptEvent
    /// Whether it was skipped.
    public var isSkipped: Bool
    /// Why it failed, or nil where it passed.
    public var failure: Failure?

    /// Makes a record.
    public init(
        name: String, index: Int, event: ScriptEvent, isSkipped: Bool = false,
        failure: Failure? = nil
    ) {
        self.name = name
        self.index = index
        self.event = event
        self.isSkipped = isSkipped
        self.failure = failure
    }
}

/// The end of one script.
public struct ScriptRecord: Sendable, Hashable {
    /// The script's event.
    public var event: ScriptEvent
    /// The name of the collection, folder or request that the script belongs to.
    public var owner: String
    /// How long it ran.
    public var duration: Duration
    /// The error that ended it, or nil.
    public var failure: Failure?

    /// Makes a record.
    public init(
        event: ScriptEvent, owner: String, duration: Duration, failure: Failure? = nil
    ) {
        self.event = event
        self.owner = owner
        self.duration = duration
        self.failure = failure
    }
}

/// A line that a script wrote to its console.
public struct ConsoleRecord: Sendable, Hashable {
    /// The console's method.
    public enum Level: String, Sendable, Hashable {
        /// `console.debug`
        case debug
        /// `console.log`
        case log
        /// `console.info`
        case info
        /// `console.warn`
        case warn
        /// `console.error`
        case error
    }

    /// The console's method.
    public var level: Level
    /// The arguments, each as Node's inspection would show it.
    public var arguments: [String]

    /// Makes a record.
    public init(level: Level, arguments: [String]) {
        self.level = level
        self.arguments = arguments
    }
}

/// What `pm.visualizer` is to show.
public struct VisualizationRecord: Sendable, Hashable {
    /// The Handlebars template.
    public var template: String
    /// The data for the template, as JSON.
    public var data: String
    /// The HTML that they make; nil where no report shows it, or where they make none.
    public var html: String?
    /// Why they make none.
    public var renderingFailure: String?

    /// Makes a record.
    public init(
        template: String, data: String, html: String? = nil, renderingFailure: String? = nil
    ) {
        self.template = template
        self.data = data
        self.html = html
        self.renderingFailure = renderingFailure
    }
}

/// How a run ended.
public struct RunEnd: Sendable, Hashable {
    /// Why the run stopped before its plan was done.
    public enum Interruption: Sendable, Hashable {
        /// The user asked for the stop (Ctrl-C or a termination signal), with the signal's number.
        case signal(Int)
        /// A token could not be had.
        case authentication(Diagnostic)
        /// A script that nothing could end.
        case script(Diagnostic)
        /// Something failed, and the user wants no more after that (`--bail`); the failure itself was told
        /// by its own event, so that this is a note, and says how much was left out.
        case bail(Diagnostic)
        /// The time of the run is over (`--timeout`): it has failed, whatever its tests say.
        case timeout(Diagnostic)
        /// Nobody knows: the program was killed, and its stream of events, from which the run is told
        /// anew, ends before the run does.
        case lost(Diagnostic)

        /// What is to be said about it; nil for a signal.
        public var diagnostic: Diagnostic? {
            switch self {
            case .signal: nil
            case .authentication(let diagnostic), .script(let diagnostic), .bail(let diagnostic),
                .timeout(let diagnostic), .lost(let diagnostic):
                diagnostic
            }
        }
    }

    /// Why the run stopped early, or nil where it did not.
    public var interruption: Interruption?
    /// When it ended, in seconds since 1970.
    public var endedAt: Double
    /// How long it took.
    public var duration: Duration
    /// The environment as the run left it, as an object with `id`, `name` and `values`, its secrets
    /// masked; nil where no report wants it.
    public var environment: JSONValue?
    /// The globals likewise.
    public var globals: JSONValue?

    /// Makes the end of a run.
    public init(
        interruption: Interruption? = nil, endedAt: Double, duration: Duration,
        environment: JSONValue? = nil, globals: JSONValue? = nil
    ) {
        self.interruption = interruption
        self.endedAt = endedAt
        self.duration = duration
        self.environment = environment
        self.globals = globals
    }
}

/// Everything that happens in a run, in order; reports are made of nothing else.
///
/// Several runs may follow one another, each from its `runStarted` to its `runFinished`.
///
/// The order for one item: `itemStarted`; pre-request scripts (their console lines, assertions and
/// requests, then `script` at the end of each); `request` of the item; test scripts likewise;
/// `itemFinished`. An `attempt` may stand anywhere before the last of these. All texts have passed
/// the redactor.
public enum RunEvent: Sendable {
    /// The run begins.
    case runStarted(RunStart)
    /// An iteration begins.
    case iterationStarted(IterationStart)
    /// An item begins.
    case itemStarted(ItemReference)
    /// A script wrote to its console.
    case console(ConsoleRecord, ItemReference)
    /// A request was sent, or could not be.
    case request(RequestRecord, ItemReference)
    /// An attempt of the item came to nothing, and another one follows; its requests are told nowhere
    /// else, and nothing in it counts as failed.
    case attempt(AttemptRecord, ItemReference)
    /// A `pm.test` has its verdict.
    case assertion(AssertionRecord, ItemReference)
    /// A script ended.
    case script(ScriptRecord, ItemReference)
    /// A script skipped the item's request.
    case itemSkipped(ItemReference)
    /// A test script chose the next request; nil ends the iteration.
    case nextRequest(String?, ItemReference)
    /// A script set what `pm.visualizer` shows of the item; nil takes it back.
    case visualization(VisualizationRecord?, ItemReference)
    /// An item ended.
    case itemFinished(ItemReference)
    /// An iteration ended; the number counts from 0.
    case iterationFinished(Int)
    /// Something that the user should know, about the item between whose beginning and end it stands,
    /// or about the run; the summary repeats it.
    case warning(Diagnostic)
    /// The same, where `--strict` makes a failure of it; without an item it is about the run.
    case strictFailure(Failure, ItemReference?)
    /// The run is over.
    case runFinished(RunEnd)
}

/// Whoever follows runs: a report, a summary, a progress line.
public protocol RunListener: AnyObject {
    /// Takes the next event; an error ends this listener, not the run.
    func receive(_ event: RunEvent) throws(ListenerError)

    /// Ends the report: no run follows the last one.
    func finish() throws(ListenerError)
}

extension RunListener {
    /// Does nothing, for those whom the end of each run tells enough.
    public func finish() throws(ListenerError) {}
}

/// Why a listener cannot go on: its file cannot be written, for one.
public struct ListenerError: Error, Sendable {
    /// What is wrong, for the user.
    public var diagnostic: Diagnostic

    /// Makes an error.
    public init(_ diagnostic: Diagnostic) {
        self.diagnostic = diagnostic
    }
}
