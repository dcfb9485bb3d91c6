import HTTPModel
import Signing
import Testing

@testable import OAuth2

/// The device authorization grant (RFC 8628).
@Suite struct DeviceGrantTests {
    private let codes = FakeTransport.Reply.json(
        200,
        #"{"device_code":"d3vice","user_code":"WDJB-MJHT","verification_uri":"https://id/device","#
            + #""verification_uri_complete":"https://id/device?user_code=WDJB-MJHT","#
            + #""expires_in":"900","interval":5}"#)

    private func block(
        _ tokenURL: String = "https://login.microsoftonline.com/t/oauth2/v2.0/token"
    ) -> AuthBlock {
        oauth2([
            ("grant_type", "device_code"), ("accessTokenUrl", .string(tokenURL)),
            ("clientId", "app"), ("scope", "api offline_access"),
        ])
    }

    @Test func theServerIsAskedUntilThePersonHasSignedIn() throws {
        let person = FakePerson()
        let world = FakeWorld(
            [
                codes, .refusal(400, "authorization_pending"), .refusal(400, "slow_down"),
                .refusal(400, "authorization_pending"), .token("one", refresh: "r"),
            ], person: person)
        let token = try world.provider.token(for: configuration(block()))
        #expect(token.accessToken == "one")
        // slow_down is for good.
        #expect(world.slept == [5, 5, 10, 10])
        #expect(
            person.prompts == [
                DevicePrompt(
                    owner: "collection 'Orders'", address: "https://id/device",
                    userCode: "WDJB-MJHT",
                    completeAddress: "https://id/device?user_code=WDJB-MJHT", lifetimeSeconds: 900)
            ])
        #expect(
            world.transport.requests.map(\.url) == [
                "https://login.microsoftonline.com/t/oauth2/v2.0/devicecode"
            ] + Array(repeating: "https://login.microsoftonline.com/t/oauth2/v2.0/token", count: 4))
        #expect(world.transport.bodies[0] == "scope=api+offline_access&client_id=app")
        #expect(
            world.transport.bodies[1]
                == "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
                + "&device_code=d3vice&client_id=app")
        #expect(world.secrets.contains("d3vice"))
    }

    @Test func version1KeepsItsQuery() throws {
        let url = "https://login.windows.net/t/oauth2/token?resource=https://api"
        let world = FakeWorld([codes, .token("one")], person: FakePerson())
        _ = try world.provider.token(for: configuration(block(url)))
        #expect(
            world.transport.requests[0].url
                == "https://login.windows.net/t/oauth2/devicecode?resource=https://api")
    }

    @Test func othersNameTheirEndpointInTheirMetadata() throws {
        let world = FakeWorld(
            [
                .json(404, ""), .json(200, "<html>"), .json(404, ""),
                .json(
                    200,
                    #"{"token_endpoint":"https://id/a/token","#
                        + #""device_authorization_endpoint":"https://id/dev"}"#),
                codes, .token("one"),
            ], person: FakePerson())
        _ = try world.provider.token(for: configuration(block("https://id/a/token?x=1")))
        #expect(
            world.transport.requests.map(\.url) == [
                "https://id/.well-known/oauth-authorization-server/a",
                "https://id/a/.well-known/openid-configuration",
                "https://id/a/.well-known/oauth-authorization-server",
                "https://id/.well-known/oauth-authorization-server", "https://id/dev",
                "https://id/a/token?x=1",
            ])
    }

    @Test func aServerWithoutAnEndpointIsAnError() {
        let world = FakeWorld(
            Array(repeating: .json(404, ""), count: 5), person: FakePerson())
        #expect(
            failure { _ = try world.provider.token(for: configuration(block("https://id/a/get"))) }
                == .noDeviceEndpoint(tokenEndpoint: "https://id/a/get"))
    }

    @Test func itEndsWithTheCodeOrTheServersWord() throws {
        let pending = Array(
            repeating: FakeTransport.Reply.refusal(400, "authorization_pending"), count: 99)
        let late = FakeWorld([codes] + pending, person: FakePerson())
        #expect(
            failure { _ = try late.provider.token(for: configuration(block())) }
                == .codeNotEntered(seconds: 300))
        #expect(late.now <= 1_000_300)
        let declined = FakeWorld(
            [codes, .refusal(400, "access_denied")], person: FakePerson())
        guard
            case .refused(let refusal) = failure({
                _ = try declined.provider.token(for: configuration(block()))
            })
        else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.error == "access_denied")
        let slow = FakeWorld(
            [
                codes, .failure(TransportError(.timedOut, "too slow", url: "")), .token("one"),
            ], person: FakePerson())
        _ = try slow.provider.token(for: configuration(block()))
        #expect(slow.slept == [5, 10])
    }

    @Test func nobodyCanEnterACodeInAService() {
        let person = FakePerson()
        person.displayObstacle = "the variable CI is set"
        let world = FakeWorld(person: person)
        let need = SignInNeed(grant: .deviceCode, obstacle: "the variable CI is set")
        #expect(
            failure { _ = try world.provider.token(for: configuration(block())) }
                == .needsPerson(need))
        #expect(world.transport.requests.isEmpty)
    }
}
