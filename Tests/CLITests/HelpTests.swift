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

    @Test func `Headings are bold where colours are used`() {
        #expect(
            HelpText(width: 70, isBold: true).text([.heading("Words"), .lines(["a"])])
                == "\u{1B}[1mWords:\u{1B}[0m\n  a\n")
    }
}
