import HTTPModel

/// Tokens by the device authorization grant (RFC 8628).
extension TokenProvider {
    /// Shows a code, and asks for the token until the person has entered it.
    func signInElsewhere(
        _ configuration: OAuth2Configuration, _ timeoutSeconds: Int, _ rejection: OAuth2Refusal?
    ) throws(OAuth2Error) -> OAuth2Token {
        guard let interaction, interaction.displayObstacle == nil else {
            let obstacle = interaction?.displayObstacle ?? "this command never asks for a sign-in"
            throw OAuth2Error(.needsPerson(need(configuration, obstacle, rejection)))
        }
        let form = DeviceGrant.authorizationForm(
            configuration, at: try endpoint.deviceEndpoint(of: configuration.tokenURL))
        let authorization = try endpoint.deviceAuthorization(
            for: form, client: configuration.client, owner: configuration.owner)
        observer.secret(authorization.deviceCode)
        interaction.show(authorization.prompt)
        let seconds = min(timeoutSeconds, authorization.prompt.lifetimeSeconds)
        return try poll(configuration, authorization, seconds: seconds)
    }

    private func poll(
        _ configuration: OAuth2Configuration, _ authorization: DeviceCode, seconds: Int
    ) throws(OAuth2Error) -> OAuth2Token {
        let form = DeviceGrant.tokenForm(configuration, deviceCode: authorization.deviceCode)
        let end = environment.now() + Double(seconds)
        var interval = authorization.interval
        while environment.now() + interval < end {
            environment.sleep(interval)
            do {
                return try token(for: form, configuration)
            } catch {
                switch error.kind {
                case .refused(let refusal) where refusal.error == "authorization_pending": break
                // RFC 8628 §3.5: for this and all questions after it.
                case .refused(let refusal) where refusal.error == "slow_down": interval += 5
                case .unreachable(_, let failure) where failure.kind == .timedOut: interval *= 2
                default: throw error
                }
            }
        }
        throw OAuth2Error(.codeNotEntered(seconds: seconds))
    }
}
