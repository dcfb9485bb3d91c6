public import Diagnostics
import JSON
public import RunModel
import Variables

/// Passes the events of a run to its listeners, with secrets masked here and nowhere else.
///
/// Each event passes the same steps: the warning rules follow it, the mask takes the secrets out,
/// it is held until its item has run, and the listeners receive it. What the item's scripts made a
/// secret is masked when the events are released.
public final class EventPublisher {
    private var listeners: RunListeners
    private var warnings: WarningRules
    private var mask = EventMask()
    private var hold = ItemHold()
    private let shared: SharedSecrets?
    /// How many secrets had been shared when the mask took them over.
    private var sharedCount = 0
    /// The variables whose values are too short or too ordinary to be masked anywhere.
    private var weakNames: [String] = []

    /// The variables that are secret by their names and uses; nil if no run has said which.
    var secretNames: (() -> SecretNames)?
    private var knownNames: SecretNames?
    /// Whether a variable has or contains a secret now.
    var isInUse: (String) -> Bool = { _ in false }

    /// The longest text that is a secret because it contains one.
    private static let longestDerivedSecret = 4_096

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

    /// Adds a value that must not be shown in the whole run.
    public func addSecret(_ secret: String) { addSecret(secret, for: .run) }

    /// Adds a value that must not be shown for that long, or as long as a variable has it.
    ///
    /// What concerns a single request or iteration is not shared with other runs.
    func addSecret(_ secret: String, for lifetime: Redactor.Lifetime) {
        switch lifetime {
        case .run, .use: shared?.add(secret, for: lifetime)
        case .request, .iteration: break
        }
        mask.add(secret, for: lifetime, keeping: lifetime == .use ? isInUse : { _ in false })
    }

    /// Takes over the secrets that other runs have learned.
    private func learnSecrets() {
        guard let news = shared?.news(after: sharedCount), let last = news.last else { return }
        for news in news { mask.add(news.secret, for: news.lifetime, keeping: isInUse) }
        sharedCount = last.number
    }

    /// Adds the value of a secret variable.
    func addSecret(_ secret: String, of name: String) {
        addSecret(secret)
        if Redactor.isWeak(secret), !weakNames.contains(name) { weakNames.append(name) }
    }

    /// Learns from a variable that was set: it is a secret by its type, because its name or its
    /// uses in the collection say so, or because it is a secret in another form, such as base64.
    func learn(_ entry: VariableScope.Entry, for lifetime: Redactor.Lifetime) {
        let text = entry.value.text
        if entry.type == "secret" {
            addSecret(text, for: lifetime)
        } else if text.utf8.count <= Self.longestDerivedSecret, !Redactor.isWeak(text),
            isSecretName(entry.key) || mask.redactor.containsEncodedSecret(text)
        {
            addSecret(text, for: lifetime)
        }
    }

    /// Whether a variable is a secret by its name, or by its uses in the collection.
    func isSecretName(_ name: String) -> Bool {
        if knownNames == nil { knownNames = secretNames?() }
        return knownNames?.contains(name) ?? SecretName.isTelling(name)
    }

    /// The warning that some secrets are masked only as whole words or values; nil if there are
    /// none.
    var weakSecretsWarning: Diagnostic? {
        if weakNames.isEmpty { return nil }
        let names = weakNames.map { "'\($0)'" }.joined(separator: ", ")
        return Diagnostic(
            .warning,
            "short or ordinary secrets are masked only as whole words or values: \(names)",
            help: ["a secret of at least 8 characters, not all letters, is masked everywhere"])
    }

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

    /// Hands an event to all listeners, those of an item when it has run.
    public func publish(_ event: RunEvent) { publish(event, bodySize: .max) }

    /// Hands an event to all listeners, with only the first bytes of the body of a response.
    func publish(_ event: RunEvent, bodySize: Int) {
        warnings.follow(event)
        learnSecrets()
        switch event {
        case .itemFinished, .runFinished:
            release()
            hold.end()
        case .attempt where !hold.isInAttempt: release()
        default: break
        }
        var masked = masked(event)
        // A secret at the end of what is left is masked as a whole.
        masked.event.cutBody(to: bodySize)
        if let passed = hold.pass(masked) { listeners.deliver(passed.event) }
        if case .itemStarted = event { hold.begin() }
    }

    /// Masks an event at once, since secrets of single requests are soon forgotten.
    private func masked(_ event: RunEvent) -> ItemHold.Held {
        let event = mask.mask(event)
        return .init(event: event, generation: mask.redactor.generation)
    }

    /// Delivers the events of the item, with those secrets masked that came to be known in it.
    private func release() {
        let generation = mask.redactor.generation
        for held in hold.release() {
            listeners.deliver(
                held.generation == generation ? held.event : mask.mask(held.event))
        }
    }

    /// Publishes a warning or note about the item that runs now, or about the run.
    func warn(_ diagnostic: Diagnostic) {
        if let event = warnings.event(for: diagnostic) { publish(event) }
    }

    /// Notifies all listeners that no event follows.
    public func finish() {
        release()
        listeners.finish()
    }

    // MARK: Attempts

    /// What has failed so far, in attempts that count or may yet.
    var failures: FailureTally { hold.failures }

    /// Begins an attempt of the item that may be superseded by another one.
    func holdAttempt() { hold.beginAttempt() }

    /// The first failure of the attempt that may be superseded, in a phrase.
    var heldFailure: String? { hold.held?.failure }

    /// Reports of the attempt only that it was one; its failures do not count.
    func supersedeAttempt(
        _ item: ItemReference, by record: (_ requests: [RequestRecord]) -> AttemptRecord
    ) {
        let isSuperseded = hold.supersede { masked(.attempt(record($0), item)) }
        if isSuperseded {
            warnings.forgetAttempt()
            release()
        }
    }
}
