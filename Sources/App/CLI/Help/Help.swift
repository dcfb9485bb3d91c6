import Diagnostics
import Platform

/// The help of the commands, made from the tables of commands and options.
enum Help {
    /// Shows a text on standard output.
    static func show(_ text: String) -> Int32 {
        StandardStream.output.write(text)
        return ExitCode.success.rawValue
    }

    /// Shows the help of a command.
    static func show(_ command: Command) -> Int32 {
        Pager.show(text(of: command))
        return ExitCode.success.rawValue
    }

    /// Shows what the words after `help` ask for, as Markdown if `--markdown` is the first of them.
    static func show(about words: [String]) throws(UsageError) -> Int32 {
        if words.first == "--markdown" {
            return show(HelpMarkdown.text(try blocks(about: Array(words.dropFirst()))))
        }
        Pager.show(text(try blocks(about: words)))
        return ExitCode.success.rawValue
    }

    /// The text of a command's help, as wide as the terminal.
    static func text(of command: Command) -> String { text(blocks(of: command)) }

    /// A text laid out for the terminal that it goes to.
    static func text(_ blocks: [HelpBlock]) -> String {
        HelpText(
            width: min(StandardStream.output.columns ?? 80, 100),
            isStyled: Console.usesColor(.auto, on: .output)
        ).text(blocks)
    }

    // MARK: Commands

    /// What `posthaste help` shows.
    static var overview: [HelpBlock] {
        [
            .paragraph(
                "posthaste \(Version.text): runs Postman collections from the command line, and "
                    + "obtains their OAuth 2.0 tokens"),
            .heading("Example"),
            .lines([
                "posthaste run orders.postman_collection.json -e contoso.postman_environment.json"
            ]),
            .heading("Commands"),
            .entries(Command.all.map { ("posthaste \($0.name) \($0.shortUsage)", $0.summary) }),
            .heading("Topics"),
            .entries(HelpTopic.allCases.map { ("posthaste help \($0.word)", $0.heading) }),
            .paragraph(
                "'posthaste help COMMAND' shows all options of a command, and 'posthaste help "
                    + "--OPTION' what one option does."),
        ]
    }

    /// The help of a command: what it does, its most used options, then all others by topic.
    static func blocks(of command: Command) -> [HelpBlock] {
        var blocks = [HelpBlock.paragraph(command.about.first ?? command.summary)]
        let usage = command.usage.isEmpty ? "" : " " + command.usage
        blocks.append(.paragraph("Usage: posthaste \(command.name)\(usage)"))
        blocks += command.about.dropFirst().map(HelpBlock.paragraph)
        if !command.examples.isEmpty { blocks += [.heading("Examples"), .lines(command.examples)] }
        if !command.actions.isEmpty {
            blocks.append(.heading("Actions"))
            blocks.append(.entries(command.actions.map { ($0.word, $0.summary) }))
        }
        blocks += options(of: command)
        if !command.exitCodes.isEmpty {
            blocks.append(.heading("Exit codes"))
            blocks.append(.entries(command.exitCodes.map { ($0.code, $0.meaning) }))
        }
        return blocks
    }

    private static func options(of command: Command) -> [HelpBlock] {
        let options = command.options()
        if options.isEmpty { return optionsOfActions(of: command) }
        let common = options.filter { command.commonOptions.contains($0.name) }
        var blocks: [HelpBlock] = []
        if !common.isEmpty { blocks += [.heading("Common options"), .options(common)] }
        for group in OptionGroup.allCases {
            let members = options.filter { option in
                option.group == group && !command.commonOptions.contains(option.name)
            }
            if members.isEmpty { continue }
            blocks += [.heading(group.heading), .options(members)]
        }
        return blocks
    }

    /// The options of actions that have their own: actions with the same ones together.
    private static func optionsOfActions(of command: Command) -> [HelpBlock] {
        var parts: [(words: [String], options: [OptionLabel])] = []
        for action in command.actions {
            let options = action.options().filter { $0.name != "--help" }
            if options.isEmpty { continue }
            let names = options.map(\.name)
            if let same = parts.firstIndex(where: { $0.options.map(\.name) == names }) {
                parts[same].words.append(action.word)
            } else {
                parts.append(([action.word], options))
            }
        }
        return parts.flatMap { words, options -> [HelpBlock] in
            [.heading("Options of " + words.joined(separator: " and ")), .options(options)]
        }
    }

    // MARK: Words

    /// What the words after `help` ask for: a command, a topic, the options of a command on a
    /// topic, or an option.
    static func blocks(about phrases: [String]) throws(UsageError) -> [HelpBlock] {
        // Words may be quoted together, as messages quote them.
        let words = phrases.flatMap { $0.split(separator: " ").map(String.init) }
        guard let word = words.first else { return overview }
        if let command = Command.all.command(words) {
            let rest = words.dropFirst(command.name.split(separator: " ").count)
            return try rest.first.map { topic throws(UsageError) in
                try blocks(of: command, on: topic)
            } ?? blocks(of: command)
        }
        if let topic = HelpTopic(word: word) { return topic.text }
        let option = option(word, of: Command.withOptions)
        if !option.isEmpty { return option }
        var help = CommandSpelling.suggestion(forCommand: words)
        if help.isEmpty {
            help = CommandSpelling.suggestion(for: word, among: HelpTopic.allCases.map(\.word))
        }
        if help.isEmpty {
            help = OptionSpelling.suggestion(
                for: "--" + word.drop { $0 == "-" },
                among: Command.withOptions.flatMap { $0.options() })
        }
        throw UsageError(
            message: "there is no command, option or topic '\(word)'", help: help)
    }

    /// The options of a command on a topic.
    private static func blocks(
        of command: Command, on topic: String
    ) throws(UsageError) -> [HelpBlock] {
        let options = command.options()
        let members = options.filter { $0.group.rawValue == topic }
        if !members.isEmpty { return [.options(members)] }
        let actions = Command.withOptions.filter { $0.name.hasPrefix(command.name + " ") }
        let option = option(topic, of: [command] + actions)
        if !option.isEmpty { return option }
        if topic.hasPrefix("-") {
            throw UsageError(
                message: "'\(command.name)' has no option '\(topic)'",
                help: OptionSpelling.suggestion(for: topic, among: options))
        }
        let topics = command.topics.map(\.rawValue).joined(separator: ", ")
        throw UsageError(
            message: "'\(command.name)' has no options on '\(topic)'",
            help: topics.isEmpty ? [] : ["its topics are \(topics)"])
    }

    /// The help of an option of commands, by its name with or without dashes.
    private static func option(_ word: String, of commands: [Command]) -> [HelpBlock] {
        var found: [(commands: [String], label: OptionLabel)] = []
        for command in commands {
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
            let heading = commands.map { "posthaste \($0)" }.joined(separator: ", ")
            let isInFiles = label.group != .general && commands.contains("run")
            return [.heading(heading), .options([label])]
                + (isInFiles ? [.paragraph("In a configuration file: \"\(label.key)\"")] : [])
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
