import CollectionModel
public import Diagnostics
import HTTPModel
import JSON
public import RunModel

/// Hands the events of a run to its listeners, secrets masked: the one boundary where that happens.
///
/// It is also where warnings become failures (`--strict`), where failures are counted for decisions
/// about the run, and where an attempt of an item waits for whether it counts. A listener that fails is told of on
/// `listenerFailed` and left out from then on.
public final class EventPublisher {
    private var listeners: [any RunListener]
    private let isStrict: Bool
    private let listenerFailed: (ListenerError) -> Void
    private var redactor = Redactor()
    /// What has failed so far, in attempts that count or may yet.
    private(set) var failures = FailureTally()
    /// The attempt that is not yet told.
    private var held: HeldAttempt?
    /// The item that runs now.
    private var item: ItemReference?
    /// What the item that runs now was warned of; outside of items, what the run was.
    private var warnedInItem: Set<Diagnostic> = []
    private var warnedInRun: Set<Diagnostic> = []

    /// Makes a publisher; a strict one makes a failure of every warning.
    public init(
        listeners: [any RunListener], isStrict: Bool = false,
        listenerFailed: @escaping (ListenerError) -> Void
    ) {
        self.listeners = listeners
        self.isStrict = isStrict
        self.listenerFailed = listenerFailed
    }

    /// Takes in further listeners, who have missed nothing while no run has begun.
    public func add(_ more: [any RunListener]) { listeners += more }

    /// Learns a value that must not be shown.
    public func addSecret(_ secret: String) { redactor.add(secret) }

    /// Whether a text is a secret, or holds one.
    public func isSecret(_ text: String) -> Bool { redactor.isSecret(text) }

    /// Learns a value that must not be shown around the request that it is for.
    func addPassingSecret(_ secret: String) { redactor.addPassing(secret) }

    /// The text with all secrets masked.
    public func redact(_ text: String) -> String { redactor.redact(text) }

    /// The diagnostic with all secrets masked.
    public func redact(_ diagnostic: Diagnostic) -> Diagnostic { redactor.redact(diagnostic) }

    /// The value with all secrets masked, and with those that only it is known to hold.
    func redact(_ json: JSONValue, holding secrets: Set<String>) -> JSONValue {
        var redactor = redactor
        for secret in secrets { redactor.add(secret) }
        return redactor.isEmpty ? json : redactor.redact(json)
    }

    /// Hands an event to all listeners.
    public func publish(_ event: RunEvent) {
        switch event {
        case .runStarted: warnedInRun.removeAll(keepingCapacity: true)
        case .itemStarted(let started):
            item = started
            warnedInItem.removeAll(keepingCapacity: true)
        case .itemFinished:
            item = nil
            releaseAttempt()
        case .runFinished: releaseAttempt()
        case .request(let record, _): learnCredentials(of: record.request)
        case .attempt(let record, _): record.requests.forEach { learnCredentials(of: $0.request) }
        default: break
        }
        failures.count(event)
        // Masked now, not when it is told: secrets of single requests are soon forgotten.
        let shown = redactor.isEmpty ? event : redactor.redact(event)
        if held == nil { deliver(shown) } else { held?.add(shown) }
    }

    private func deliver(_ event: RunEvent) {
        var failed: [Int] = []
        for (index, listener) in listeners.enumerated() {
            do throws(ListenerError) {
                try listener.receive(event)
            } catch {
                listenerFailed(error)
                failed.append(index)
            }
        }
        for index in failed.reversed() { listeners.remove(at: index) }
    }

    /// Learns what a request says to prove who sends it, whoever wrote it there: an auth block tells its
    /// secrets itself, but many a collection has a header of its own.
    private func learnCredentials(of request: HTTPRequest) {
        var found = request.headers.fields.compactMap {
            HeaderDefinition(key: $0.name, value: $0.value).credentials
        }
        if request.url.utf8.contains(UInt8(ascii: "@")),
            let password = URLDefinition(parsing: request.url).password
        {
            found.append(password)
        }
        for secret in found where secret != Redactor.mask { addPassingSecret(secret) }
    }

    // MARK: Attempts

    /// Holds back what the item tells from here on, until it is superseded, or the item ends.
    func holdAttempt() { held = HeldAttempt(failuresBefore: failures) }

    /// What failed in the attempt that is held back, in a phrase.
    var heldFailure: String? { held?.failure }

    /// Tells of the attempt that is held back only that it was one; its failures are none.
    func supersedeAttempt(
        _ item: ItemReference, by record: (_ requests: [RequestRecord]) -> AttemptRecord
    ) {
        guard let attempt = held else { return }
        held = nil
        failures = attempt.failuresBefore
        // The next attempt fails by the same warnings.
        if isStrict { warnedInItem.removeAll(keepingCapacity: true) }
        for event in attempt.remains { deliver(event) }
        deliver(.attempt(record(attempt.requests), item))
    }

    private func releaseAttempt() {
        guard let attempt = held else { return }
        held = nil
        for event in attempt.events { deliver(event) }
    }

    /// Tells all listeners that nothing follows.
    public func finish() {
        for listener in listeners {
            do throws(ListenerError) {
                try listener.finish()
            } catch {
                listenerFailed(error)
            }
        }
        listeners = []
    }

    /// Publishes a warning or note about the item that runs now, or about the run: the same one but
    /// once for each time that an item runs.
    ///
    /// A strict run fails by warnings; notes are never more than notes.
    func warn(_ diagnostic: Diagnostic) {
        var placed = diagnostic
        if let item, placed.place.item == nil { placed.place.item = item.path }
        guard insert(placed) else { return }
        if isStrict, placed.severity == .warning {
            publish(.strictFailure(Failure(strict: placed), item))
        } else {
            publish(.warning(placed))
        }
    }

    private func insert(_ diagnostic: Diagnostic) -> Bool {
        item == nil
            ? warnedInRun.insert(diagnostic).inserted : warnedInItem.insert(diagnostic).inserted
    }
}
