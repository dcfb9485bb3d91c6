import Diagnostics
import Platform

/// The help of the commands: examples first, then what the tables say.
enum Help {
    /// Shows a text on standard output.
    static func show(_ text: String) -> Int32 {
        StandardStream.output.write(text)
        return ExitCode.success.rawValue
    }

    /// Shows the help of a command.
    static func show(_ command: Command) -> Int32 { show(text(of: command)) }

    /// Shows what the words after `help` ask for.
    static func show(about words: [String]) throws(UsageError) -> Int32 {
        guard let word = words.first else { return show(text(overview)) }
        if let command = Command.all.command(words) { return show(command) }
        if let topic = HelpTopic(rawValue: word) { return show(text(topic.text)) }
        let option = option(word)
        if !option.isEmpty { return show(text(option)) }
        let names = Command.all.map(\.name) + HelpTopic.allCases.map(\.rawValue)
        var help = CommandSpelling.suggestion(for: word, among: names)
        if help.isEmpty {
            help = OptionSpelling.suggestion(
                for: "--" + word.drop { $0 == "-" }, among: Command.all.flatMap { $0.options() })
        }
        throw UsageError(
            message: "there is no command, option or topic '\(word)'", help: help)
    }

    /// The text of a command's help, as wide as the terminal.
    static func text(of command: Command) -> String { text(blocks(of: command)) }

    /// A text laid out for the terminal that it goes to.
    static func text(_ blocks: [HelpBlock]) -> String {
        HelpText(
            width: min(StandardStream.output.columns ?? 80, 100),
            isBold: Console.usesColor(.auto, on: .output)
        ).text(blocks)
    }

    static var overview: [HelpBlock] {
        [
            .paragraph(
                "posthaste \(Version.text): runs Postman collections headlessly, and gets their OAuth 2.0 "
                    + "tokens"),
            .heading("Example"),
            .lines([
                "posthaste run orders.postman_collection.json -e contoso.postman_environment.json"
            ]),
            .heading("Commands"),
            .entries(Command.all.map { ("posthaste \($0.name) \($0.shortUsage)", $0.summary) }),
            .paragraph(
                "'posthaste help COMMAND' shows all options of a command, 'posthaste help configuration' how "
                    + "they can stand in a file."),
        ]
    }

    /// What there is to tell of a command.
    static func blocks(of command: Command) -> [HelpBlock] {
        var blocks = [HelpBlock.paragraph(command.about.first ?? command.summary)]
        blocks.append(.paragraph("Usage: posthaste \(command.name) \(command.usage)"))
        blocks += command.about.dropFirst().map(HelpBlock.paragraph)
        if !command.examples.isEmpty { blocks += [.heading("Examples"), .lines(command.examples)] }
        if !command.actions.isEmpty {
            blocks.append(.heading("Actions"))
            blocks.append(.entries(command.actions.map { ($0.word, $0.summary) }))
        }
        let options = command.options()
        for group in OptionGroup.allCases {
            let members = options.filter { $0.group == group }
            if members.isEmpty { continue }
            blocks.append(.heading(group.rawValue))
            blocks.append(.entries(members.map { ($0.synopsis, $0.help) }))
        }
        if !command.exitCodes.isEmpty {
            blocks.append(.heading("Exit codes"))
            blocks.append(.entries(command.exitCodes.map { ($0.code, $0.meaning) }))
        }
        return blocks
    }

    /// What there is to tell of an option, by its name with or without dashes.
    private static func option(_ word: String) -> [HelpBlock] {
        var found: [(commands: [String], label: OptionLabel)] = []
        for command in Command.all {
            guard let label = command.options().first(where: { $0.answers(to: word) }) else {
                continue
            }
            if let same = found.firstIndex(where: { $0.label.help == label.help }) {
                found[same].commands.append(command.name)
            } else {
                found.append(([command.name], label))
            }
        }
        return found.flatMap { commands, label -> [HelpBlock] in
            [
                .heading(commands.map { "posthaste \($0)" }.joined(separator: ", ")),
                .entries([(label.synopsis, label.help)]),
            ]
                + (label.group == .general || !commands.contains("run")
                    ? []
                    : [
                        .paragraph("In a configuration file: \"\(label.key)\"")
                    ])
        }
    }
}

extension OptionLabel {
    /// Whether a word names it, as people look it up.
    fileprivate func answers(to word: String) -> Bool {
        let bare = word.drop { $0 == "-" }
        return name.dropFirst(2) == bare || short.map { String($0) == bare } ?? false || key == word
    }
}

extension Command {
    /// The usage without its options.
    fileprivate var shortUsage: String {
        usage.hasSuffix(" [OPTION...]") ? String(usage.dropLast(12)) : usage
    }
}
