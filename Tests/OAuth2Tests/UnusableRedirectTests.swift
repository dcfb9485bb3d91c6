import Diagnostics
import HTTPModel
import Testing

@testable import OAuth2

/// A redirect URI that no sign-in can use, and what does without one.
@Suite struct UnusableRedirectTests {
    private let files = FakeTokenFiles()

    /// The settings, whose redirect URI has no port unless another is given.
    private func user(
        _ redirectURI: String = "http://localhost/cb", _ more: [(String, Value)] = [],
        refreshToken: String? = nil
    ) throws -> OAuth2Configuration {
        var overrides = OAuth2Overrides()
        overrides.refreshToken = refreshToken
        return try configuration(
            oauth2(
                [
                    ("authUrl", "https://id.example.com/authorize"),
                    ("accessTokenUrl", "https://id.example.com/token"), ("clientId", "app"),
                    ("redirect_uri", .string(redirectURI)),
                ] + more), overrides)
    }

    private let kind = OAuth2Error.Kind.redirectNeedsPort(redirectURI: "http://localhost/cb")

    @Test func aStoredTokenIsUsedAndRemoved() throws {
        let (_, first) = files.process([.token("one", refresh: "r")], person: FakePerson())
        _ = try first.token(for: user("http://127.0.0.1/cb"))
        let (world, provider) = files.process()
        #expect(try provider.token(for: user()).accessToken == "one")
        #expect(world.transport.requests.isEmpty)
        #expect(try provider.signOut(user()) != .nothingKept)
    }

    @Test func aRefreshTokenIsUsed() throws {
        let (_, provider) = files.process([.token("two")])
        #expect(try provider.token(for: user(refreshToken: "given")).accessToken == "two")
    }

    @Test func theTokenOfTheFileIsUsed() throws {
        let (world, provider) = files.process(person: FakePerson())
        let settings = try user("http://localhost/cb", [("accessToken", "from-file")])
        #expect(try provider.token(for: settings).accessToken == "from-file")
        #expect(world.notes.filter { $0.diagnostic.severity == .warning }.count == 1)
    }

    @Test func aSignInFailsBeforeAnybodyIsAsked() throws {
        let person = FakePerson()
        let (_, provider) = files.process(person: person)
        #expect(failure { _ = try provider.start(user(), lifetimeSeconds: 9) } == kind)
        #expect(failure { _ = try provider.token(for: user()) } == kind)
        #expect(person.pending.isEmpty)
    }
}
