import Testing

@testable import CLI

/// The help of every command, made from the tables.
struct HelpTests {
    /// Every command and action.
    static let commands = Command.all + Command.all.flatMap(\.actions)

    /// A text as it is on a wide terminal.
    static func wide(_ blocks: [HelpBlock]) -> String { HelpText(width: 1000).text(blocks) }

    @Test(arguments: commands.map(\.name))
    func `A command tells of each of its options, with what they do`(name: String) throws {
        let command = try #require(Self.commands.first { $0.name == name })
        let text = Self.wide(Help.blocks(of: command))
        #expect(text.contains("Usage: posthaste \(name)"))
        for option in command.options() {
            #expect(text.contains("  " + option.synopsis))
            #expect(text.contains(option.help))
        }
        for example in command.examples { #expect(text.contains("  " + example)) }
    }

    @Test func `Every command and option is in the manual page`() {
        let page = ManPage.text.replacing("\\-", with: "-").replacing("\\(aq", with: "'")
            .replacing("\\(dq", with: "\"")
        for command in Command.all {
            #expect(page.contains("posthaste \(command.name)"))
            for action in command.actions { #expect(page.contains(action.summary)) }
            for option in command.options() {
                #expect(page.contains("\\fB\(option.name)\\fR"))
                #expect(page.contains(option.help), "\(option.name)")
            }
        }
    }

    @Test func `All commands are in the overview`() {
        let text = Self.wide(Help.overview)
        for command in Command.all {
            #expect(text.contains("  posthaste \(command.name)"))
            #expect(text.contains(command.summary))
        }
    }

    @Test(arguments: [40, 69, 80, 100])
    func `Help keeps to the width of the terminal`(width: Int) {
        for command in Self.commands {
            let blocks = Help.blocks(of: command).filter { block in
                if case .lines = block { false } else { true }
            }
            let longest = max(width, command.options().map { $0.synopsis.count + 2 }.max() ?? 0)
            for line in HelpText(width: width).text(blocks).split(separator: "\n") {
                #expect(line.count <= longest, "\(line)")
            }
        }
    }

    @Test func `Meanings of names are aligned, and wrapped`() {
        let text = HelpText(width: 70).text([
            .heading("Words"),
            .entries([
                ("-a, --all", "one two three four five six seven eight nine"),
                ("    --a-name-that-is-longer-than-its-column", "and what it means"),
            ]),
            .paragraph("the end"),
        ])
        #expect(
            text == """
                Words:
                  -a, --all                       one two three four five six seven
                                                  eight nine
                      --a-name-that-is-longer-than-its-column
                                                  and what it means

                the end

                """)
    }

    @Test func `The help of run begins with its 15 most used options`() throws {
        let text = Self.wide(Help.blocks(of: .run))
        let common = try #require(text.firstRange(of: "Common options:"))
        let rest = try #require(text.firstRange(of: "\n\nInput files:"))
        let shown = text[common.upperBound..<rest.lowerBound].split(separator: "\n")
            .filter { $0.drop { $0 == " " }.hasPrefix("-") }
        #expect(shown.count == 15 && Command.run.commonOptions.count == 15)
        for name in Command.run.commonOptions {
            #expect(shown.contains { $0.contains("\(name) ") }, "\(name)")
        }
    }

    @Test(arguments: HelpTopic.allCases)
    func `A topic has a text, and all options of its group`(topic: HelpTopic) throws {
        let text = Self.wide(try Help.blocks(about: [topic.word]))
        #expect(text.count > 100)
        for option in RunArguments.options where topic == .options(option.group) {
            #expect(text.contains(option.label.synopsis))
        }
    }

    @Test func `Every group of options of run is a topic`() {
        for option in RunArguments.options where option.group != .general {
            #expect(option.group.isTopic)
        }
    }

    @Test func `A command with a topic shows the options of that topic alone`() throws {
        let text = Self.wide(try Help.blocks(about: ["auth", "login", "network"]))
        #expect(text.contains("--proxy URL") && !text.contains("--oauth2-grant"))
        #expect(throws: UsageError.self) { try Help.blocks(about: ["mock", "network"]) }
    }

    @Test func `A command with an option shows that option`() throws {
        let text = Self.wide(try Help.blocks(about: ["run", "--timeout"]))
        #expect(text.contains("--timeout [TIME]") && !text.contains("--timeout-request"))
        let error = #expect(throws: UsageError.self) {
            try Help.blocks(about: ["mock", "--folder"])
        }
        #expect(error?.message == "'mock' has no option '--folder'")
    }

    @Test(arguments: [["env --secret"], ["env", "--secret"], ["env set", "--secret"]])
    func `A command with an option of an action of it shows that option`(words: [String]) throws {
        let text = Self.wide(try Help.blocks(about: words))
        #expect(text.contains("posthaste env set:\n      --secret  give new variables"))
        #expect(!text.contains("posthaste run"))
    }

    @Test func `A command shows the options of its actions if it has none itself`() throws {
        let text = Self.wide(Help.blocks(of: .env))
        #expect(text.contains("Options of list and diff:\n      --json"))
        #expect(text.contains("Options of template:\n  -o, --output FILE"))
        #expect(!Self.wide(Help.blocks(of: .schema)).contains("Options of"))
        #expect(Self.wide(try Help.blocks(about: ["--name"])).contains("posthaste import curl"))
    }

    @Test(arguments: [
        (["collection", "run", "a.json"], "did you mean 'run'?"),
        (["collection", "migrate", "a.json"], "did you mean 'convert'?"),
        (["lint"], "did you mean 'check'?"), (["login"], "did you mean 'auth login'?"),
        (["list"], "did you mean 'env list'?"), (["chekc"], "did you mean 'check'?"),
    ])
    func `A command of another program or an action alone is understood`(
        words: [String], help: String
    ) {
        #expect(CommandSpelling.suggestion(forCommand: words).first == help)
    }

    @Test(arguments: AuthAction.allCases)
    func `Only actions that have them take '--all' and '--json'`(action: AuthAction) {
        let names = RunArguments.authOptions(of: action).map(\.name)
        #expect(names.contains("--all") == (action == .logout))
        #expect(names.contains("--json") == [.status, .token].contains(action))
    }

    @Test func `Markdown has a table of options, with code and nothing else as mark-up`() {
        let option = Option<RunArguments>(
            "--resolve", "r", .network, help: "as 'a b' or '-' (see --proxy); * is all",
            .required("HOST|-") { _, _ in })
        #expect(
            HelpMarkdown.text([.heading("Network"), .options([option.label])]) == #"""
                ### Network

                | Option | Meaning |
                | --- | --- |
                | `-r`, `--resolve HOST\|-` | as `a b` or `-` (see `--proxy`); \* is all |

                """#)
    }

    @Test func `Headings are bold where colours are used`() {
        #expect(
            HelpText(width: 70, isStyled: true).text([.heading("Words"), .lines(["a"])])
                == "\u{1B}[1mWords:\u{1B}[0m\n  a\n")
    }
}
