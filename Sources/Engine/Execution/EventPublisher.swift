public import Diagnostics
import JSON
public import RunModel

/// Passes the events of a run to its listeners, with secrets masked here and nowhere else.
///
/// Each event passes the same steps: the warning rules follow it, the mask takes the secrets out,
/// the gate holds it if its attempt may not count, and the listeners receive it.
public final class EventPublisher {
    private var listeners: RunListeners
    private var warnings: WarningRules
    private var mask = EventMask()
    private var gate = AttemptGate()
    private let shared: SharedSecrets?
    /// How many of the shared secrets the mask has.
    private var sharedCount = 0

    /// Creates a publisher; a strict one makes a failure of every warning.
    ///
    /// Publishers of runs that go on side by side share the secrets that they learn.
    public init(
        listeners: [any RunListener], isStrict: Bool = false, secrets: SharedSecrets? = nil,
        listenerFailed: @escaping (ListenerError) -> Void
    ) {
        self.listeners = RunListeners(listeners, reportFailure: listenerFailed)
        warnings = WarningRules(isStrict: isStrict)
        shared = secrets
    }

    /// Adds listeners, who have missed nothing while no run has begun.
    public func add(_ more: [any RunListener]) { listeners.add(more) }

    // MARK: Secrets

    /// Adds a value that must not be shown.
    public func addSecret(_ secret: String) {
        mask.add(secret)
        shared?.add(secret)
    }

    /// Takes over the secrets that other runs have learned.
    private func learnSecrets() {
        guard let news = shared?.news(after: sharedCount), !news.isEmpty else { return }
        for secret in news { mask.add(secret) }
        sharedCount += news.count
    }

    /// Adds a value that must not be shown around the request that it is for.
    func addPassingSecret(_ secret: String) { mask.addPassing(secret) }

    /// Whether a text is a secret, or holds one.
    public func isSecret(_ text: String) -> Bool {
        learnSecrets()
        return mask.redactor.isSecret(text)
    }

    /// Returns the text with all secrets masked.
    public func redact(_ text: String) -> String {
        learnSecrets()
        return mask.redactor.redact(text)
    }

    /// Returns the diagnostic with all secrets masked.
    public func redact(_ diagnostic: Diagnostic) -> Diagnostic {
        learnSecrets()
        return mask.redactor.redact(diagnostic)
    }

    /// Returns the value with all secrets masked, and with those that only it is known to hold.
    func redact(_ json: JSONValue, holding secrets: Set<String>) -> JSONValue {
        mask.mask(json, holding: secrets)
    }

    // MARK: Events

    /// Hands an event to all listeners.
    public func publish(_ event: RunEvent) {
        warnings.follow(event)
        learnSecrets()
        switch event {
        case .itemFinished, .runFinished: gate.release().forEach { listeners.deliver($0) }
        default: break
        }
        // Masked before it is held: secrets of single requests are soon forgotten.
        let shown = mask.mask(event)
        if let passed = gate.pass(shown) { listeners.deliver(passed) }
    }

    /// Publishes a warning or note about the item that runs now, or about the run.
    func warn(_ diagnostic: Diagnostic) {
        if let event = warnings.event(for: diagnostic) { publish(event) }
    }

    /// Notifies all listeners that no event follows.
    public func finish() { listeners.finish() }

    // MARK: Attempts

    /// What has failed so far, in attempts that count or may yet.
    var failures: FailureTally { gate.failures }

    /// Holds back the events from here on, until the attempt is superseded or the item ends.
    func holdAttempt() { gate.hold() }

    /// The first failure of the attempt that is held back, in a phrase.
    var heldFailure: String? { gate.heldFailure }

    /// Reports of the attempt that is held back only that it was one; its failures do not count.
    func supersedeAttempt(
        _ item: ItemReference, by record: (_ requests: [RequestRecord]) -> AttemptRecord
    ) {
        guard let (remains, requests) = gate.supersede() else { return }
        warnings.forgetAttempt()
        for event in remains { listeners.deliver(event) }
        listeners.deliver(.attempt(record(requests), item))
    }
}
