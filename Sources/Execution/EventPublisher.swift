public import Diagnostics
public import RunModel

/// Hands the events of a run to its listeners, secrets masked: the one boundary where that happens.
///
/// A listener that fails is told of on `listenerFailed` and left out from then on.
public final class EventPublisher {
    private var listeners: [any RunListener]
    private let listenerFailed: (ListenerError) -> Void
    private var redactor = Redactor()
    private var warned: Set<Diagnostic> = []

    /// Makes a publisher.
    public init(
        listeners: [any RunListener], listenerFailed: @escaping (ListenerError) -> Void
    ) {
        self.listeners = listeners
        self.listenerFailed = listenerFailed
    }

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

    /// Hands an event to all listeners.
    func publish(_ event: RunEvent) {
        let shown = redactor.isEmpty ? event : redactor.redact(event)
        var failed: [Int] = []
        for (index, listener) in listeners.enumerated() {
            do throws(ListenerError) {
                try listener.receive(shown)
            } catch {
                listenerFailed(error)
                failed.append(index)
            }
        }
        for index in failed.reversed() { listeners.remove(at: index) }
    }

    /// Publishes a warning, the same one but once.
    func warn(_ diagnostic: Diagnostic) {
        if warned.insert(diagnostic).inserted { publish(.warning(diagnostic)) }
    }
}
