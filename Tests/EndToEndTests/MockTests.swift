import Foundation
import Testing

@Suite("posthaste mock and the demo")
struct MockTests {
    private let collection = Tools.package
        .appending(path: "collections/business-central-admin.postman_collection.json")

    @Test("make demo's script runs the collection against the tenant and leaves a sound report")
    func demo() throws {
        let folder = try ScratchFolder()
        let report = folder.url.appending(path: "deep/junit.xml")
        var command = ChildProcess(executable: Tools.package.appending(path: ".ci/demo"))
        let page = folder.url.appending(path: "report.html")
        command.arguments = [
            Tools.posthaste.path, "--reporter-junit-export", report.path,
            "--reporter-html-export", page.path,
        ]
        let outcome = try command.run()
        try #require(outcome.exitCode == 0, "\(outcome.stdout)\n\(outcome.stderr)")
        let junit = try JUnitReport(at: report)
        junit.checkSums()
        #expect(!junit.facts.suites.isEmpty)
        #expect(junit.facts.declared?.failures == 0)
    }

    @Test(
        "other people's clients get a token from the mock server, and the saved responses with it")
    func curl() throws {
        let mock = try BackgroundServer(Tools.posthaste, ["mock", collection.path, "--port", "0"])
        let address = "http://127.0.0.1:\(mock.port)"
        let environments = "\(address)/admin/v2.7/applications/environments"

        let refused = try curl(["--include", environments])
        #expect(refused.hasPrefix("HTTP/1.1 401"))
        #expect(refused.lowercased().contains("\r\nwww-authenticate: bearer"))

        let resource = "https://api.businesscentral.dynamics.com"
        let answer = try curl([
            "--user", "client:secret", "--data", "grant_type=client_credentials",
            "\(address)/contoso.onmicrosoft.com/oauth2/token?resource=\(resource)",
        ])
        struct Token: Decodable {
            let access_token: String
            let expires_in: String
            let resource: String
        }
        let token = try JSONDecoder().decode(Token.self, from: Data(answer.utf8))
        #expect(Int(token.expires_in) != nil)
        #expect(token.resource == resource)

        let bearer = ["--include", "--header", "Authorization: Bearer \(token.access_token)"]
        #expect(try curl(bearer + [environments]).hasPrefix("HTTP/1.1 200"))
        #expect(try curl(bearer + ["\(address)/nowhere"]).hasPrefix("HTTP/1.1 404"))
    }

    private func curl(_ arguments: [String]) throws -> String {
        let outcome = try ChildProcess(
            executable: Tools.system("curl"), arguments: ["--silent", "--show-error"] + arguments
        ).run()
        #expect(outcome.exitCode == 0, "curl: \(outcome.stderr)")
        return outcome.stdout
    }
}
