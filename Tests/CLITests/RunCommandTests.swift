import Testing

@testable import CLI

struct RunCommandTests {
    static func refusal(_ words: [String]) -> UsageError? {
        do throws(UsageError) {
            _ = try RunCommand(
                ArgumentParser(options: RunArguments.options).parse(words, into: RunArguments()))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "Options that exclude each other are refused before any file is read",
        arguments: [
            ([], "no collection is given"),
            (["-", "-"], "standard input can be only one of the inputs"),
            (["a.json", "-", "-d", "-"], "standard input can be only one of the inputs"),
            (
                ["a.json", "b.json", "--export-environment", "e.json"],
                "'--export-environment' must be a folder for several runs, not 'e.json'"
            ),
            (["a.json", "b.json", "--export-cookie-jar", "jar"], "'--export-cookie-jar' must be"),
        ])
    func refusals(words: [String], message: String) throws {
        let error = try #require(Self.refusal(words))
        #expect(error.message.hasPrefix(message))
    }

    @Test(
        "Exports of several collections go to folders, that of one anywhere",
        arguments: [
            ["a.json", "b.json", "--export-environment", "out/", "--export-globals", "/tmp"],
            ["a.json", "--export-environment", "e.json"],
        ])
    func folders(words: [String]) {
        #expect(Self.refusal(words) == nil)
    }

    @Test(
        "Runs that did not begin are the last ones only if others did",
        arguments: [
            (1, 1, "the run did not run"), (1, 2, "the last run did not run"),
            (2, 2, "none of the 2 runs ran"), (2, 3, "the last 2 runs did not run"),
        ])
    func leftOut(_ count: Int, _ all: Int, _ expected: String) {
        #expect(RunCommand.leftOutMessage(count, of: all, "run") == expected)
    }
}
