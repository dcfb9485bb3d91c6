import Synchronization

/// The tokens of runs that go on side by side: what several of them need is obtained once.
///
/// Runs that need the same token at the same time wait for the one that obtains it. A failure that
/// will not pass is shared too, so that nobody is asked twice and no account is locked.
public final class SharedTokens: Sendable {
    /// The token of one configuration, which is locked while a run obtains it.
    private final class Place: Sendable {
        let result = Mutex<Result<OAuth2Token, OAuth2Error>?>(nil)
    }

    /// One for each configuration.
    private final class Places {
        var byKey: [OAuth2Configuration.Key: Place] = [:]
    }

    /// Made with the first token: the type of such a dictionary costs 190,000 instructions.
    private let places = Mutex<Places?>(nil)

    /// Creates a collection without tokens.
    public init() {}

    /// Returns the token that another run has obtained, or obtains it.
    ///
    /// `old` is a token that is known and no longer accepted. `isFinal` says whether a failure is
    /// the answer for all runs.
    func token(
        _ key: OAuth2Configuration.Key, replacing old: String?, at now: () -> Double,
        isFinal: (OAuth2Error) -> Bool, obtain: () throws(OAuth2Error) -> OAuth2Token
    ) throws(OAuth2Error) -> (token: OAuth2Token, isAnothers: Bool) {
        try place(key).result.withLock {
            (result) throws(OAuth2Error) -> (token: OAuth2Token, isAnothers: Bool) in
            switch result {
            case .success(let token)?:
                if token.accessToken != old, !token.needsRenewal(at: now()) {
                    return (token, true)
                }
            case .failure(let error)?: throw error
            case nil: break
            }
            do throws(OAuth2Error) {
                let token = try obtain()
                result = .success(token)
                return (token, false)
            } catch {
                if isFinal(error) { result = .failure(error) }
                throw error
            }
        }
    }

    private func place(_ key: OAuth2Configuration.Key) -> Place {
        places.withLock { made in
            let places = made ?? Places()
            made = places
            if let known = places.byKey[key] { return known }
            let place = Place()
            places.byKey[key] = place
            return place
        }
    }
}
