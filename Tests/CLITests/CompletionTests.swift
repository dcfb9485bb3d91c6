import Testing

@testable import CLI

/// The words that complete a line, for every command and option.
struct CompletionTests {
    static func words(_ words: String...) -> [String] {
        Completion(words).candidates.map(\.word)
    }

    @Test(arguments: HelpTests.commands.filter { $0.actions.isEmpty }.map(\.name))
    func `Every option of every command is offered, and what it takes`(name: String) throws {
        let words = name.split(separator: " ").map(String.init)
        let command = try #require(Command.all.command(words))
        let offered = Completion(words + ["--"])
        for option in command.options() {
            let candidate = offered.candidates.first { $0.word == option.name }
            #expect(candidate?.meaning.isEmpty == false, "\(option.name)")
            guard let shape = option.shape else { continue }
            for line in [words + [option.name, ""], words + [option.name + "="]] {
                let completion = Completion(line)
                let prefix = line.count > words.count + 1 ? "" : option.name + "="
                for choice in shape.choices {
                    #expect(completion.candidates.map(\.word).contains(prefix + choice))
                }
                if option.mayLackValue, prefix.isEmpty { continue }
                switch shape.kind {
                case .file(let suffixes): #expect(completion.files == .ending(suffixes))
                case .folder: #expect(completion.files == .folders)
                case .text, .list, .item: #expect(completion.files == .none)
                }
            }
        }
    }

    @Test func `Commands, actions, topics and shells are offered`() {
        #expect(Self.words("") == Command.all.map(\.name))
        #expect(Self.words("m") == ["mock", "man"])
        #expect(Self.words("--v") == ["--version"])
        #expect(Self.words("auth", "log") == ["login", "logout"])
        #expect(Self.words("help", "exi") == ["exit-codes"])
        #expect(Self.words("help", "run", "net") == ["network"])
        #expect(Self.words("help", "auth", "log") == ["login", "logout"])
        #expect(Self.words("help", "--fol") == ["--folder"])
        #expect(Self.words("help", "--markdown", "run", "--fol") == ["--folder"])
        #expect(Self.words("help", "run", "network", "") == [])
        #expect(Self.words("report", "mer") == ["merge"])
        #expect(Self.words("completions", "") == ["bash", "zsh", "fish"])
        #expect(Self.words("nothing", "") == [])
        #expect(Completion([]).candidates.isEmpty == false)
    }

    @Test(
        "The line before says what is expected",
        arguments: [
            (["run", "--color", "a"], ["auto"]),
            (["run", "--color=o"], ["--color=on", "--color=off"]),
            (["run", "-r", "cli,jun"], ["cli,junit"]), (["run", "-kr", "jun"], ["junit"]),
            (["run", "-r", "cli,cl"], []),
            (["run", "--reporters=cli,jun"], ["--reporters=cli,junit"]),
            (["run", "--", "--col"], []), (["run", "--colo"], ["--color"]),
            (["run", "--color", "on", "--colo"], []),
            (["run", "--env-var", "a=b", "--env-v"], ["--env-var"]),
            (["run", "-e", "--colo"], []),
            (["run", "--env-var", "--verbose", "--colo"], ["--color"]),
            (["run", "--timeout-script", "--colo"], ["--color"]),
            (["run", "-n3", "--colo"], ["--color"]),
            (["run", "--unknown", "--colo"], ["--color"]), (["mock", "--por"], ["--port"]),
        ] as [([String], [String])])
    func lines(words: [String], offered: [String]) {
        #expect(Completion(words).candidates.map(\.word) == offered)
    }

    @Test func `Collections are files, and so is what follows an option without its value`() {
        #expect(Completion(["run", ""]).files == .ending([".json"]))
        #expect(Completion(["run", "c.json", "d"]).files == .ending([".json"]))
        #expect(Completion(["run", "--timeout-script", ""]).files == .ending([".json"]))
        #expect(Completion(["run", "-e", ""]).files == .ending([".json"]))
        #expect(Completion(["run", "-n", ""]).files == .none)
        #expect(Completion(["run", "--working-dir", ""]).files == .folders)
    }

    @Test func `What is offered is written for the scripts`() {
        #expect(
            Completion(["run", "--seed"]).text
                == "words\n--seed\tmake dynamic variables repeatable\n")
        #expect(Completion(["run", "-d", ""]).text == "files .json .csv\n")
        #expect(Completion(["run", "--token-cache", ""]).text == "folders\noff\t\n")
    }
}
