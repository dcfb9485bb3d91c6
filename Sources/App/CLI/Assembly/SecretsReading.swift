import Diagnostics
import Platform
import Synchronization

/// Reads the secrets of environments side by side, since each may come from a slow command.
///
/// It is Sendable because what threads share of it is immutable or in `state`.
final class SecretsReading: Sendable {
    private struct State {
        var environments: [RunEnvironment]
        /// The error of the first environment that has one.
        var failure: (index: Int, error: InputError)?
    }

    private let sources: [SecretsSource]
    private let state: Mutex<State>

    /// Creates a reading for environments.
    init(_ sources: [SecretsSource], for environments: [RunEnvironment]) {
        self.sources = sources
        state = Mutex(State(environments: environments))
    }

    /// Returns the environments with their secrets, for which so many are read side by side.
    func environments(jobs: Int) throws(InputError) -> [RunEnvironment] {
        let all = state.withLock(\.environments)
        let slots = ThreadSlots(jobs)
        for (index, environment) in all.enumerated() {
            slots.take()
            if state.withLock({ $0.failure != nil }) {
                slots.release()
                break
            }
            let perform: @Sendable () -> Void = { [self] in
                read(environment, at: index)
                slots.release()
            }
            // The system may have no thread for it.
            if jobs == 1 || !BackgroundThread.start(perform) { perform() }
        }
        slots.waitForAll()
        if let failure = state.withLock(\.failure) { throw failure.error }
        return state.withLock(\.environments)
    }

    private func read(_ environment: RunEnvironment, at index: Int) {
        do throws(InputError) {
            var environment = environment
            for source in sources {
                let reading = try source.read(
                    for: environment.fileName, names: environment.variableNames)
                environment.secrets += reading.secrets
                environment.warnings += reading.warnings
            }
            state.withLock { $0.environments[index] = environment }
        } catch {
            let named = Self.named(error, environment)
            state.withLock { state in
                if state.failure.map({ index < $0.index }) ?? true {
                    state.failure = (index, named)
                }
            }
        }
    }

    /// The error with the name of its environment, if that is one of several.
    private static func named(_ error: InputError, _ environment: RunEnvironment) -> InputError {
        guard let label = environment.label else { return error }
        return InputError(
            diagnostics: error.diagnostics.map { diagnostic in
                var diagnostic = diagnostic
                diagnostic.message = "environment '\(label)': " + diagnostic.message
                return diagnostic
            })
    }
}
