import Testing

@testable import CLI

struct AuthCommandTests {
    private func command(_ action: AuthAction, _ words: [String]) throws -> AuthCommand {
        let parsed = try ArgumentParser(options: RunArguments.authOptions)
            .parse(words, into: RunArguments())
        return try AuthCommand(action, parsed)
    }

    @Test(arguments: AuthAction.allCases)
    func `Every action has its help, and takes the options of a run`(action: AuthAction) throws {
        let command = try #require(Command.all.command(["auth", action.rawValue]))
        #expect(command.name == "auth \(action.rawValue)" && command.summary == action.meaning)
        let made = try self.command(
            action, ["c.json", "-e", "e.json", "--item", "F/R", "--env-var", "a=b", "-k"])
        #expect(
            made.arguments.selection.folders == ["F/R"]
                && made.arguments.inputs.environments == ["e.json"])
    }

    @Test(
        "Words that do not fit are refused",
        arguments: [
            (AuthAction.login, []), (.token, []), (.logout, []), (.check, ["a.json", "b.json"]),
            (.complete, ["-"]), (.complete, ["c.json", "-e", "-"]),
            (.complete, ["c.json", "--client-secret", "-"]), (.url, ["c.json", "--folder", "F"]),
        ] as [(AuthAction, [String])])
    func refused(action: AuthAction, words: [String]) {
        #expect(throws: UsageError.self) { try command(action, words) }
    }

    @Test func `What is kept can be listed and removed without a collection`() throws {
        #expect(try command(.status, []).collectionPath == nil)
        #expect(try command(.logout, ["--all"]).collectionPath == nil)
    }

    @Test(
        "Lengths of time are shown as people say them",
        arguments: [
            (0.9, "0 s"), (119, "119 s"), (120, "2 min"), (3599, "59 min"), (7199, "119 min"),
            (7200, "2 h"), (172_799, "47 h"), (172_800, "2 days"),
        ])
    func durations(seconds: Double, text: String) {
        #expect(ShownDuration.text(seconds) == text)
    }

    @Test(
        "A secret is named by its place, and never repeated",
        arguments: ["hunter2", "env:", "vault:x", ""])
    func secrets(text: String) {
        do throws(UsageError) {
            _ = try SecretSource.value(text, of: "--client-secret")
            Issue.record("taken")
        } catch {
            #expect(error.help.joined().contains("env:NAME"))
            #expect(text.isEmpty || !(error.message + error.help.joined()).contains("hunter2"))
        }
    }
}
