import Diagnostics
import Execution
import OAuth2
import Platform

/// The commands that look at tokens, and at what they are got with.
extension AuthCommand {
    /// Lists what is kept for a collection; the exit code says whether a run would need a person.
    func list(_ work: AuthWork) throws -> ExitCode {
        let now = Clocks.secondsSince1970()
        var needsPerson = false
        for configuration in work.configurations {
            show("\(configuration.owner)\n")
            guard let name = configuration.storeName else {
                show("  nothing is kept: grant '\(configuration.grant.rawValue)' needs no person\n")
                continue
            }
            if let stored = work.tokens.provider.store?.token(name) {
                show(TokenListing(stored, now: now).text)
                let isUsable = stored.token.isAlive(at: now) || stored.token.refreshToken != nil
                if !isUsable { needsPerson = true }
            } else {
                show("  nothing is kept: somebody has to sign in ('posthaste auth login')\n")
                needsPerson = true
            }
            showPending(work.tokens.provider.store, storeName: name, now)
        }
        return needsPerson ? .token : .success
    }

    /// Lists everything that is kept.
    func listAll(_ store: TokenStore?) -> ExitCode {
        let now = Clocks.secondsSince1970()
        let tokens = store?.tokens() ?? []
        for (_, token) in tokens {
            show("\(token.owner)\n" + TokenListing(token, now: now).text)
        }
        if tokens.isEmpty { show("no token is kept\n") }
        showPending(store, storeName: nil, now)
        return .success
    }

    func logout(_ work: AuthWork) throws -> ExitCode {
        guard let store = work.tokens.provider.store else {
            show("no token is kept\n")
            return .success
        }
        let now = Clocks.secondsSince1970()
        for configuration in work.configurations {
            let owner = configuration.owner
            switch try work.tokens.provider.signOut(configuration) {
            case .nothingKept: show("no token is kept for \(owner)\n")
            case .forgotten: show("removed the token for \(owner)\n")
            case .revoked: show("removed the token for \(owner); the server takes it no more\n")
            case .notRevoked(let error):
                show("removed the token for \(owner)\n")
                var warning = error.diagnostic
                warning.severity = .warning
                console.report(warning)
            }
        }
        let names = Set(work.configurations.compactMap(\.storeName))
        for pending in store.pendingSignIns(at: now) where names.contains(pending.storeName) {
            store.remove(pending)
        }
        return .success
    }

    func removeAll(_ store: TokenStore?) -> ExitCode {
        let tokens = store?.tokens() ?? []
        for (name, token) in tokens {
            store?.remove(name)
            show("removed the token for \(token.owner)\n")
        }
        for pending in store?.pendingSignIns(at: Clocks.secondsSince1970()) ?? [] {
            store?.remove(pending)
        }
        if tokens.isEmpty { show("no token is kept\n") }
        return .success
    }

    /// Tells what of each set-up works.
    func check(_ work: AuthWork) throws -> ExitCode {
        var isWrong = false
        for configuration in work.configurations {
            show("\(configuration.owner), by \(configuration.grant.rawValue)\n")
            for (part, verdict) in try work.tokens.check.verdicts(for: configuration) {
                let (word, message, help) = Self.spelled(verdict)
                if case .wrong = verdict { isWrong = true }
                let name = part.rawValue + String(repeating: " ", count: 12 - part.rawValue.count)
                show("  \(name) \(word)  \(message)\n")
                for line in help { show("  " + String(repeating: " ", count: 20) + "\(line)\n") }
            }
        }
        return isWrong ? .token : .success
    }

    private static func spelled(
        _ verdict: OAuth2Check.Verdict
    ) -> (word: String, message: String, help: [String]) {
        switch verdict {
        case .fine(let message): ("ok   ", message, [])
        case .wrong(let message, let help): ("WRONG", message, help)
        case .untold(let message): ("-    ", message, [])
        }
    }

    private func showPending(_ store: TokenStore?, storeName: String?, _ now: Double) {
        for pending in store?.pendingSignIns(at: now) ?? []
        where storeName == nil || pending.storeName == storeName {
            let left = ShownDuration.text(pending.expiresAt - now)
            show("  a link for \(pending.request.owner) waits for its answer for another \(left)\n")
        }
    }

    private func show(_ text: String) { StandardStream.output.write(text) }
}
