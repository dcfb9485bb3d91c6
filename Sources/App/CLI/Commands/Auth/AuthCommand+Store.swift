import CollectionModel
import Diagnostics
import Execution
import JSON
import OAuth2
import Platform
import TextEncoding

/// The commands that look at tokens, and at the settings that obtain them.
extension AuthCommand {
    /// Lists the tokens of a collection; the exit code says whether a run would need a person.
    func list(_ work: AuthWork) throws -> ExitCode {
        let now = Clocks.secondsSince1970()
        var needsPerson = false
        var shown = ShownTokens(now: now)
        let store = work.tokens.provider.store
        for configuration in work.configurations {
            guard let name = configuration.storeName else {
                shown.add(
                    configuration.owner,
                    "nothing is kept: grant '\(configuration.grant.rawValue)' needs no person")
                continue
            }
            if let stored = store?.token(name) {
                shown.add(stored)
                let isUsable = stored.token.isAlive(at: now) || stored.token.refreshToken != nil
                if !isUsable { needsPerson = true }
            } else {
                shown.add(
                    configuration.owner,
                    "nothing is kept: somebody has to sign in ('posthaste auth login')")
                needsPerson = true
            }
            shown.add(store?.pendingSignIns(at: now).filter { $0.storeName == name } ?? [])
        }
        try show(arguments.tokens.wantsJSON ? shown.json : shown.text)
        return needsPerson ? .token : .success
    }

    /// Lists all stored tokens.
    func listAll(_ store: TokenStore?) throws -> ExitCode {
        let now = Clocks.secondsSince1970()
        var shown = ShownTokens(now: now)
        for (_, token) in store?.tokens() ?? [] { shown.add(token) }
        shown.add(store?.pendingSignIns(at: now) ?? [])
        try show(arguments.tokens.wantsJSON ? shown.json : shown.text)
        return .success
    }

    func logout(_ work: AuthWork) throws -> ExitCode {
        guard let store = work.tokens.provider.store else {
            try show("no token is kept\n")
            return .success
        }
        let now = Clocks.secondsSince1970()
        for configuration in work.configurations {
            let owner = configuration.owner
            switch try work.tokens.provider.signOut(configuration) {
            case .nothingKept:
                if !hasPending(of: configuration, store) {
                    try show("no token is kept for \(owner)\n")
                }
            case .forgotten: try show("removed the token for \(owner)\n")
            case .revoked:
                try show("removed the token for \(owner); the server no longer accepts it\n")
            case .notRevoked(let error):
                try show("removed the token for \(owner)\n")
                var warning = error.diagnostic
                warning.severity = .warning
                console.report(warning)
            }
        }
        let names = Set(work.configurations.compactMap(\.storeName))
        try remove(store.pendingSignIns(at: now).filter { names.contains($0.storeName) }, store)
        return .success
    }

    /// Whether a link of these settings waits for its answer.
    private func hasPending(
        of configuration: OAuth2Configuration, _ store: TokenStore
    ) -> Bool {
        store.pendingSignIns(at: Clocks.secondsSince1970())
            .contains { $0.storeName == configuration.storeName }
    }

    private func remove(_ signIns: [PendingSignIn], _ store: TokenStore?) throws {
        for signIn in signIns {
            store?.remove(signIn)
            let what = signIn.isAnswered ? "unfinished sign-in" : "link that waited for its answer"
            try show("removed the \(what), for \(signIn.request.owner)\n")
        }
    }

    /// Removes all tokens, or those that only one environment uses.
    func removeAll(_ store: TokenStore?) throws -> ExitCode {
        let environment = try environmentName()
        var isEmpty = true
        for (name, token) in store?.tokens() ?? [] {
            let environments = Set(token.uses.map(\.environment))
            if let environment {
                guard environments.contains(environment) else { continue }
                if environments.count > 1 {
                    try show("kept the token for \(token.owner): another environment uses it too\n")
                    isEmpty = false
                    continue
                }
            }
            store?.remove(name)
            isEmpty = false
            try show("removed the token for \(token.owner)\n")
        }
        if environment == nil {
            let pending = store?.pendingSignIns(at: Clocks.secondsSince1970()) ?? []
            try remove(pending, store)
            if !pending.isEmpty { isEmpty = false }
        }
        if isEmpty { try show("no token is kept\n") }
        return .success
    }

    /// The name in the last file of `--environment` that has one; nil without the option.
    private func environmentName() throws(InputError) -> String? {
        guard let last = arguments.inputs.environments.last else { return nil }
        let files = InputFiles(api: PostmanAPI(keyWord: arguments.inputs.postmanAPIKey))
        for path in arguments.inputs.environments.reversed() {
            if let name = try files.environment(path).name { return name }
        }
        return last
    }

    /// Reports which parts of each set-up work.
    func check(_ work: AuthWork) throws -> ExitCode {
        var isWrong = false
        for configuration in work.configurations {
            try show("\(configuration.owner), by \(configuration.grant.rawValue)\n")
            for (part, verdict) in try work.tokens.check.verdicts(for: configuration) {
                let (word, message, help) = Self.spelled(verdict)
                if case .wrong = verdict { isWrong = true }
                let name = part.rawValue + String(repeating: " ", count: 12 - part.rawValue.count)
                var lines = "  \(name) \(word)  \(message)\n"
                for line in help { lines += String(repeating: " ", count: 22) + "\(line)\n" }
                try show(work.publisher.redact(lines))
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
        case .unknown(let message): ("-    ", message, [])
        }
    }
}

/// Tokens and sign-ins, for a person or a program.
private struct ShownTokens {
    private let now: Double
    private(set) var text = ""
    private var tokens: [JSONValue] = []
    private var pending: [JSONValue] = []

    init(now: Double) {
        self.now = now
    }

    /// The same as JSON, on one line.
    var json: String {
        let members: [(String, JSONValue)] = [
            ("tokens", .array(tokens)), ("pending", .array(pending)),
        ]
        return JSONWriter.compact(.object(members)) + "\n"
    }

    mutating func add(_ stored: StoredToken) {
        let listing = TokenListing(stored, now: now)
        text += "\(stored.owner)\n" + listing.text
        tokens.append(listing.json)
    }

    /// Adds an owner without a token.
    mutating func add(_ owner: String, _ reason: String) {
        text += "\(owner)\n  \(reason)\n"
        tokens.append(
            .object([("owner", .string(owner)), ("missing", .string(reason))]))
    }

    mutating func add(_ signIns: [PendingSignIn]) {
        for signIn in signIns {
            let owner = signIn.request.owner
            let left = ShownDuration.text(signIn.expiresAt - now)
            text +=
                signIn.isAnswered
                ? "  a sign-in for \(owner) can be finished for another \(left): run it again\n"
                : "  a link for \(owner) waits for its answer for another \(left)\n"
            pending.append(
                .object([
                    ("owner", .string(owner)), ("answered", .boolean(signIn.isAnswered)),
                    ("expires_at", .string(Timestamp.iso8601(signIn.expiresAt))),
                ]))
        }
        if text.isEmpty, signIns.isEmpty { text = "no token is kept\n" }
    }
}
