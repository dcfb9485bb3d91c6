import Cryptography
import HTTPModel
import JSON
import Signing
import Testing

@testable import OAuth2

/// Answers token requests from a list and keeps what was sent.
final class FakeTransport: HTTPTransport {
    enum Reply {
        case response(HTTPResponse)
        case failure(TransportError)
    }

    var replies: [Reply]
    private(set) var requests: [HTTPRequest] = []
    private(set) var options: [TransferOptions] = []

    init(_ replies: [Reply] = []) {
        self.replies = replies
    }

    func exchange(
        _ request: HTTPRequest, options: TransferOptions
    ) throws(TransportError) -> HTTPExchange {
        requests.append(request)
        self.options.append(options)
        guard !replies.isEmpty else {
            throw TransportError(.connectionRefused, "no reply is left", url: request.url)
        }
        switch replies.removeFirst() {
        case .response(let response): return HTTPExchange(request: request, response: response)
        case .failure(let error): throw error
        }
    }

    func cookies(for url: String) -> [HTTPCookie] { [] }
    func setCookie(_ cookie: HTTPCookie) {}
    func removeCookies(for url: String, named name: String?) {}

    /// The bodies that were sent, as text.
    var bodies: [String] { requests.map(\.bodyText) }
}

extension FakeTransport.Reply {
    static func json(
        _ status: Int, _ text: String, headers: [(String, String)] = []
    ) -> FakeTransport.Reply {
        let fields = headers.map { HTTPField(name: $0.0, value: $0.1) }
        return .response(
            HTTPResponse(status: status, headers: HTTPHeaders(fields), body: Array(text.utf8)))
    }

    static func token(
        _ token: String, expiresIn: String = "3600", refresh: String? = nil
    ) -> FakeTransport.Reply {
        let refresh = refresh.map { #","refresh_token":"\#($0)""# } ?? ""
        return .json(200, #"{"access_token":"\#(token)","expires_in":\#(expiresIn)\#(refresh)}"#)
    }

    static func refusal(_ status: Int, _ error: String) -> FakeTransport.Reply {
        .json(status, #"{"error":"\#(error)"}"#)
    }
}

extension HTTPRequest {
    var bodyText: String {
        guard case .bytes(let bytes)? = body?.pieces.first else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A person who signs in and comes back with an address made from the pending request.
final class FakePerson: SignInPrompt {
    var obstacle: String?
    var port = 49_152
    var answer: (SignInRequest) -> String
    private(set) var pending: [SignInRequest] = []
    private(set) var prompts: [DevicePrompt] = []
    var displayObstacle: String?

    init(
        obstacle: String? = nil,
        answer: @escaping (SignInRequest) -> String = {
            "\($0.redirectURI)?code=the-code&state=\($0.state)"
        }
    ) {
        self.obstacle = obstacle
        self.answer = answer
    }

    func show(_ prompt: DevicePrompt) { prompts.append(prompt) }

    /// The secret that the person types.
    var typedSecret: String?

    func secret(of client: String, variable: String) -> String? { typedSecret }

    func authorize(
        _ plan: RedirectPlan, start: (_ redirectURI: String) throws(OAuth2Error) -> SignInRequest
    ) throws(OAuth2Error) -> String {
        let redirectURI =
            switch plan {
            case .loopback(let redirect): redirect.uri(port: port)
            case .paste(let redirectURI): redirectURI
            }
        let request = try start(redirectURI)
        pending.append(request)
        return answer(request)
    }
}

/// The surroundings of a provider: clock, randomness, log, and the secrets that it reported.
final class FakeWorld {
    var now: Double = 1_000_000
    var slept: [Double] = []
    var notes: [TokenNote] = []
    /// What is given as client assertions, one after the other.
    var assertions: [String] = []
    /// The token that is exchanged.
    var grantAssertion = ""
    var secrets: [String] = []
    let transport: FakeTransport
    let person: FakePerson?

    init(_ replies: [FakeTransport.Reply] = [], person: FakePerson? = nil) {
        transport = FakeTransport(replies)
        self.person = person
    }

    var environment: TokenEnvironment {
        var environment = TokenEnvironment(
            now: { self.now },
            random: { (count: Int) throws(CryptographyError) -> [UInt8] in
                [UInt8](repeating: 7, count: count)
            },
            sleep: {
                self.slept.append($0)
                self.now += $0
            })
        environment.clientAssertion = { () throws(OAuth2Error) in
            self.assertions.isEmpty ? "" : self.assertions.removeFirst()
        }
        environment.grantAssertion = { () throws(OAuth2Error) in self.grantAssertion }
        return environment
    }

    var observer: TokenObserver {
        TokenObserver(
            note: { self.notes.append($0) }, secret: { self.secrets.append($0) })
    }

    func tokens(_ overrides: OAuth2Overrides = OAuth2Overrides()) -> BlockTokens {
        BlockTokens(provider: provider, overrides: overrides, observer: observer)
    }

    lazy var provider = TokenProvider(
        transport: transport, transferOptions: TransferOptions(), environment: environment,
        interaction: person, observer: observer)
}

/// An oauth2 block of texts.
func oauth2(
    _ parameters: [(String, Value)], owner: String = "collection 'Orders'"
) -> AuthBlock {
    let members = parameters.map { JSONMember(key: $0.0, value: $0.1.json) }
    return AuthBlock(type: "oauth2", parameters: JSONObject(members), owner: owner)
}

/// A client credentials block, with more parameters.
func clientCredentials(_ more: [(String, Value)] = []) -> AuthBlock {
    oauth2(
        [
            ("grant_type", "client_credentials"),
            ("accessTokenUrl", "https://id.example.com/token"),
            ("clientId", "app"), ("clientSecret", "s3cret"),
        ] + more)
}

/// The configuration of a block.
func configuration(
    _ block: AuthBlock, _ overrides: OAuth2Overrides = OAuth2Overrides()
) throws -> OAuth2Configuration {
    let read = try OAuth2Block(block, overrides: overrides)
    guard case .acquired(let configuration) = read.source else {
        throw OAuth2Error(.unsupportedGrant("given"))
    }
    return configuration
}

/// The kind of the error that the body throws.
func failure(_ body: () throws -> Void) -> OAuth2Error.Kind? {
    do {
        try body()
        return nil
    } catch let error as OAuth2Error {
        return error.kind
    } catch {
        return nil
    }
}

/// A parameter's value as tests write it.
struct Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    let json: JSONValue

    init(_ json: JSONValue) { self.json = json }
    init(stringLiteral text: String) { json = .string(text) }
    init(booleanLiteral value: Bool) { json = .boolean(value) }

    static func string(_ text: String) -> Value { Value(.string(text)) }

    /// The value that JSON text says.
    static func parsed(_ text: String) -> Value { Value((try? JSONParser.parse(text)) ?? .null) }
}

/// The block of the Business Central tutorials: v1 endpoints with `?resource=`, nothing else.
let tutorial = oauth2([
    (
        "authUrl",
        "https://login.windows.net/contoso.com/oauth2/authorize?resource=https://api.businesscentral.dynamics.com"
    ),
    (
        "accessTokenUrl",
        "https://login.windows.net/contoso.com/oauth2/token?resource=https://api.businesscentral.dynamics.com"
    ),
    ("redirect_uri", "https://businesscentral.dynamics.com/"),
    ("clientId", "11111111-2222-3333-4444-555555555555"), ("clientSecret", "top~secret"),
])
