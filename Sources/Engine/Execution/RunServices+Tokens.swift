import Diagnostics
import HTTPModel
import OAuth2
import Signing
import Variables

/// What signing and obtaining tokens use of the services of a run.
extension RunServices {
    /// The clock, the random source and the files.
    var signingEnvironment: SigningEnvironment {
        let secretBytes = secretBytes
        return SigningEnvironment(
            now: ambience.now, random: { secretBytes($0) }, readFile: readFile)
    }

    /// The clock, the random source and the source of client assertions.
    var tokenEnvironment: TokenEnvironment {
        let secretBytes = secretBytes
        var environment = TokenEnvironment(
            now: ambience.now, random: { secretBytes($0) }, sleep: sleep)
        environment.clientAssertion = clientAssertion
        environment.grantAssertion = grantAssertion
        return environment
    }

    /// Passes warnings to the run, and secrets to the redactor.
    func tokenObserver(_ publisher: EventPublisher) -> TokenObserver {
        TokenObserver(
            note: { [weak publisher, note] event in
                let diagnostic = event.diagnostic
                if diagnostic.severity == .note {
                    note(event)
                } else {
                    publisher?.warn(diagnostic)
                }
            },
            secret: { [weak publisher] in publisher?.addSecret($0, for: .use) },
            acquisition: acquisition)
    }

    /// The tokens, those of earlier runs included.
    func tokenProvider(
        _ options: TransferOptions, _ observer: TokenObserver
    ) -> TokenProvider {
        let store = tokenFiles.map { files in
            TokenStore(files) { observer.note(.warning($0)) }
        }
        return TokenProvider(
            transport: transport, transferOptions: options, environment: tokenEnvironment,
            interaction: interaction, store: store, use: tokenUse, shared: sharedTokens,
            observer: observer)
    }
}
