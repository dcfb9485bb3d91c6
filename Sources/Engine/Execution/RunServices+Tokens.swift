import Authentication
import Diagnostics
import HTTPModel
import Variables

/// What signing and the getting of tokens draw from the world of a run.
extension RunServices {
    /// The clock, the random source and the files.
    var authenticationEnvironment: AuthenticationEnvironment {
        let secretBytes = secretBytes
        var environment = AuthenticationEnvironment(
            now: ambience.now, random: { secretBytes($0) }, sleep: sleep, readFile: readFile)
        environment.clientAssertion = clientAssertion
        return environment
    }

    /// Who hears: warnings are the run's, secrets the redactor's.
    func authenticationObserver(_ publisher: EventPublisher) -> AuthenticationObserver {
        AuthenticationObserver(
            note: { [weak publisher, note] event in
                let diagnostic = event.diagnostic
                if diagnostic.severity == .note {
                    note(event)
                } else {
                    publisher?.warn(diagnostic)
                }
            },
            secret: { [weak publisher] in publisher?.addSecret($0) },
            passingSecret: { [weak publisher] in publisher?.addPassingSecret($0) },
            acquisition: acquisition)
    }

    /// The tokens, those of earlier runs included.
    func tokenProvider(
        _ options: TransferOptions, _ observer: AuthenticationObserver
    ) -> OAuth2TokenProvider {
        let store = tokenFiles.map { files in
            TokenStore(files) { observer.note(.warning($0)) }
        }
        return OAuth2TokenProvider(
            transport: transport, transferOptions: options,
            environment: authenticationEnvironment, interaction: interaction, store: store,
            observer: observer)
    }
}
