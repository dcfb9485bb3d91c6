import HTTPModel
import JSON
import Signing
import TextEncoding

/// Which client each secret of the command line is for.
///
/// The blocks of a run may name several clients at several servers. A secret goes to one of them:
/// to the only one, or to the only one whose block leaves a place for it, which is an empty value.
struct GivenSecrets {
    /// A client at the server that it obtains tokens from; its tenants do not count.
    private struct Client: Hashable {
        let id: String
        let origin: String

        var text: String {
            let usualPort = origin.hasPrefix("https:") ? ":443" : ":80"
            let isUsual = origin.hasSuffix(usualPort)
            return "'\(id)' at " + (isUsual ? origin.dropLast(usualPort.count) : origin[...])
        }
    }

    /// The clients that the secrets are for, as far as they are known.
    private var clients: [Option: Client] = [:]
    /// The secrets that are kept for a block without a value, since a script completes one.
    private var reserved: Set<Option> = []
    /// The secrets that are for one of several clients, since its block left a place for them.
    private var placed: Set<Option> = []
    /// The client secrets that a person typed.
    private var typed: [Client: String] = [:]

    /// Decides by the blocks that a run is likely to use.
    mutating func assign(
        _ overrides: OAuth2Overrides, among blocks: [AuthBlock]
    ) throws(OAuth2Error) {
        for option in Option.allCases where option.isGiven(in: overrides) {
            let readings = blocks.map { BlockReading($0, overrides) }
                .filter { $0.isConcerned(by: option) }
            let found = distinct(readings)
            let lacking = distinct(readings.filter { $0.lacks(option) })
            let isOpen = !found.isEmpty && readings.contains(where: \.isUnresolved)
            guard found.count > 1 || isOpen else {
                clients[option] = found.first
                continue
            }
            if lacking.count > 1 || (lacking.isEmpty && !isOpen) { throw error(option, found) }
            clients[option] = lacking.first
            placed.insert(option)
            if isOpen { reserved.insert(option) }
        }
    }

    /// Returns the overrides for a block, without the secrets that are for another client.
    ///
    /// A block that nobody knew at the start, because a script completes it, may be the first. One
    /// whose place a script has filled keeps what is there.
    mutating func overrides(
        _ overrides: OAuth2Overrides, for block: AuthBlock
    ) throws(OAuth2Error) -> OAuth2Overrides {
        var result = overrides
        let reading = BlockReading(block, overrides)
        let client = client(reading)
        for option in Option.allCases
        where option.isGiven(in: overrides) && reading.isConcerned(by: option) {
            if clients[option] == nil, !reserved.contains(option) || reading.lacks(option) {
                clients[option] = client
            } else if client == nil || client != clients[option] {
                if let client, let owner = clients[option], reading.lacks(option) {
                    throw error(option, [owner, client])
                }
                option.remove(from: &result)
            } else if placed.contains(option), !reading.lacks(option) {
                option.remove(from: &result)
            }
        }
        if let client, let secret = typed[client] { result.clientSecret = secret }
        return result
    }

    /// Whether the access token is kept for a block that a script completes, although this one has
    /// none of its own.
    func keepsAccessToken(from block: AuthBlock, _ overrides: OAuth2Overrides) -> Bool {
        let reading = BlockReading(block, overrides)
        return reserved.contains(.accessToken) && reading.text(Option.accessToken.key) == nil
            && client(reading) != clients[.accessToken]
    }

    /// Keeps a client secret that a person typed for a block.
    mutating func take(_ secret: String, for block: AuthBlock, _ overrides: OAuth2Overrides) {
        if let client = client(BlockReading(block, overrides)) { typed[client] = secret }
    }

    private func distinct(_ readings: [BlockReading]) -> [Client] {
        readings.reduce(into: []) { clients, reading in
            if let client = client(reading), !clients.contains(client) { clients.append(client) }
        }
    }

    private func client(_ reading: BlockReading) -> Client? {
        guard let id = reading.text("clientId"), let address = reading.address else { return nil }
        // Microsoft's hosts know the same clients.
        let isMicrosoft = URLParts(address).map { MicrosoftLogin.isHost($0.host) } ?? false
        let origin =
            isMicrosoft ? "https://login.microsoftonline.com:443" : URLParts.origin(of: address)
        return Client(id: id, origin: origin)
    }

    private func error(_ option: Option, _ clients: [Client]) -> OAuth2Error {
        OAuth2Error(
            .severalClients(
                option: option.name, key: option.key, clients: clients.map(\.text)))
    }
}

/// An option that gives a secret in place of the file's.
private enum Option: CaseIterable {
    case clientSecret
    case accessToken
    case refreshToken

    /// The key of a block whose value it replaces.
    var key: String {
        switch self {
        case .clientSecret: "clientSecret"
        case .accessToken: "accessToken"
        case .refreshToken: "refreshToken"
        }
    }

    var name: String {
        switch self {
        case .clientSecret: "--client-secret"
        case .accessToken: "--access-token"
        case .refreshToken: "--refresh-token"
        }
    }

    private var path: WritableKeyPath<OAuth2Overrides, String?> {
        switch self {
        case .clientSecret: \.clientSecret
        case .accessToken: \.accessToken
        case .refreshToken: \.refreshToken
        }
    }

    func isGiven(in overrides: OAuth2Overrides) -> Bool { overrides[keyPath: path] != nil }

    func remove(from overrides: inout OAuth2Overrides) { overrides[keyPath: path] = nil }
}

/// What a block says about its client, whether it is complete or not.
private struct BlockReading {
    private let block: AuthBlock
    private let overrides: OAuth2Overrides
    private let grant: OAuth2Grant?

    init(_ block: AuthBlock, _ overrides: OAuth2Overrides) {
        self.block = block
        self.overrides = overrides
        grant = overrides.grant(of: block)
    }

    /// The text under a key or an alias of it; nil if it is empty or a variable has no value.
    func text(_ key: String) -> String? {
        guard let text = value(key)?.scalarText?.trimmed, !text.isEmpty,
            AuthBlock.unresolvedName(in: text) == nil
        else { return nil }
        return text
    }

    private func value(_ key: String) -> JSONValue? {
        var reader = OAuth2BlockReader(block, overrides: overrides)
        return reader.value(key)
    }

    /// The address of the server.
    var address: String? { overrides.issuer ?? text(addressKey) }

    private var addressKey: String { grant == .implicit ? "authUrl" : "accessTokenUrl" }

    /// Whether a variable without a value keeps the client from being known.
    var isUnresolved: Bool {
        ["clientId", addressKey].contains { key in
            value(key)?.scalarText.flatMap(AuthBlock.unresolvedName) != nil
        }
    }

    /// Whether the block has a place for what the option gives, but no value there.
    func lacks(_ option: Option) -> Bool {
        value(option.key) != nil && text(option.key) == nil
    }

    /// Whether the block's grant uses what the option gives.
    func isConcerned(by option: Option) -> Bool {
        switch (option, grant) {
        case (.accessToken, _): true
        case (.clientSecret, _): grant != .implicit
        case (.refreshToken, .authorizationCode), (.refreshToken, .deviceCode),
            (.refreshToken, .password), (.refreshToken, .refreshToken):
            true
        case (.refreshToken, _): false
        }
    }
}
