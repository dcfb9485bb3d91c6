import Diagnostics
import Platform

/// An option as the user gave it.
struct Setting<Arguments> {
    /// The option.
    let option: Option<Arguments>
    /// The text of its value; nil for a switch, and if the value is left out.
    var value: String?
    /// Whether it only takes back the value in a weaker configuration file.
    var isTakenBack = false
    /// Whether it is one of several options that one word on the command line means.
    var isOneOfSeveral = false
    /// The option of a report as the user wrote it.
    var spelling: String?
    /// Its place in a configuration file.
    var place: Place?

    /// Applies the option to the arguments.
    func apply(to arguments: inout Arguments) throws(UsageError) {
        if isTakenBack { return }
        if value == "", option.label.shape?.isOfNames == true {
            throw UsageError.empty("the value of '\(option.name)'")
        }
        switch option.value {
        case .none(let apply): apply(&arguments)
        case .required(_, let apply): try apply(&arguments, value ?? "")
        case .optional(_, let apply): try apply(&arguments, value)
        }
    }
}

/// The parsed words after the name of a command.
struct CommandWords<Arguments> {
    /// The options in their order.
    var settings: [Setting<Arguments>] = []
    /// The other words.
    var positionals: [String] = []
    /// The options that are ignored, unless a program takes them.
    var ignored: [IgnoredOption] = []
    /// The option that the last word belongs to; nil after another word.
    fileprivate var last: Setting<Arguments>?
}

/// An option of a report that Posthaste does not have.
struct IgnoredOption: Equatable {
    let name: String
    let value: String?
    /// Why it is ignored.
    let reason: UsageError
}

/// The result of parsing a command line.
struct ParsedArguments<Arguments> {
    var arguments: Arguments
    var positionals: [String]
    /// Why words were ignored.
    var findings: [Diagnostic] = []
}

/// Parses a command line with a table of options.
struct ArgumentParser<Arguments> {
    let options: [Option<Arguments>]

    /// Reads the words after the command's name into the arguments.
    func parse(
        _ words: [String], into initial: Arguments
    ) throws(UsageError) -> ParsedArguments<Arguments> {
        let words = try read(words)
        var arguments = initial
        for setting in words.settings { try setting.apply(to: &arguments) }
        return ParsedArguments(
            arguments: arguments, positionals: words.positionals,
            findings: words.ignored.map { $0.reason.diagnostic(.warning) })
    }

    /// Parses the words without applying them.
    func read(_ words: [String]) throws(UsageError) -> CommandWords<Arguments> {
        var result = CommandWords<Arguments>()
        var rest = words[...]
        while let word = rest.popFirst() { try take(word, &rest, &result) }
        return result
    }

    /// Parses what can be parsed of words with mistakes.
    func readable(_ words: [String]) -> CommandWords<Arguments> {
        var result = CommandWords<Arguments>()
        var rest = words[...]
        while let word = rest.popFirst() {
            do throws(UsageError) { try take(word, &rest, &result) } catch { continue }
        }
        return result
    }

    private func take(
        _ word: String, _ rest: inout ArraySlice<String>, _ result: inout CommandWords<Arguments>
    ) throws(UsageError) {
        let count = result.settings.count
        if word == "--" {
            result.positionals += rest
            rest = []
        } else if word.hasPrefix("--") {
            try long(word, &rest, &result)
        } else if word.hasPrefix("-"), word.count > 1 {
            try short(word, &rest, &result)
        } else {
            try checkIsNoValue(word, of: result.last)
            result.positionals.append(word)
            result.last = nil
            return
        }
        result.last = result.settings.count > count ? result.settings.last : nil
    }

    /// Refuses a word that no file has as its name, and that is meant as a value of the option
    /// before it.
    private func checkIsNoValue(
        _ word: String, of setting: Setting<Arguments>?
    ) throws(UsageError) {
        if word.isEmpty { throw UsageError.empty("a word of the command line") }
        guard let setting, !FileAccess.exists(word) else { return }
        let name = setting.option.name
        guard let shape = setting.option.label.shape else {
            guard let isOn = Self.switchWords[word.lowercased()] else { return }
            throw UsageError(
                message: "option '\(name)' takes no value, but '\(word)' follows it",
                help: [isOn ? "leave '\(word)' out" : "to turn it off, leave the option out"])
        }
        if shape.kind == .list, shape.choices.contains(word), let value = setting.value {
            let list = value.split(separator: ",") + [Substring(word)]
            throw UsageError(
                message: value.hasSuffix(",")
                    ? "'\(word)' follows the value of '\(name)' after a blank"
                    : "'\(word)' follows the value of '\(name)' without a comma",
                help: ["give '\(name) \(list.joined(separator: ","))'"])
        }
    }

    /// What people write after a switch, and whether it means that the switch is on.
    private static var switchWords: [String: Bool] {
        [
            "1": true, "true": true, "yes": true, "on": true,
            "0": false, "false": false, "no": false, "off": false,
        ]
    }

    private func long(
        _ word: String, _ rest: inout ArraySlice<String>, _ result: inout CommandWords<Arguments>
    ) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? String(parts[1]) : nil
        let reporters = ReporterOptions(options)
        if reporters.areMeant(by: name) {
            try reporters.read(name, attached ?? reporters.value(of: name, &rest), &result)
            return
        }
        guard let option = options.first(where: { $0.name == name }) else { throw unknown(name) }
        switch option.value {
        case .none:
            if attached != nil { throw UsageError(message: "option '\(name)' takes no value") }
            result.settings.append(Setting(option: option))
        case .required(let shape, _):
            guard let value = attached ?? Self.value(&rest) else {
                throw UsageError.lack(of: name, shape)
            }
            result.settings.append(Setting(option: option, value: value))
        case .optional:
            let value = attached ?? Self.value(&rest)
            result.settings.append(Setting(option: option, value: value))
        }
    }

    /// Reads `-k`, `-n 3`, `-n3`, and switches written together.
    private func short(
        _ word: String, _ rest: inout ArraySlice<String>, _ result: inout CommandWords<Arguments>
    ) throws(UsageError) {
        // Otherwise a long name with one dash would be read as short ones written together.
        if word.count > 2, options.contains(where: { $0.name == "-" + word }) {
            throw UsageError(
                message: "unknown option '\(word)'", help: ["did you mean '-\(word)'?"])
        }
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                throw unknown("-\(letter)")
            }
            guard let shape = option.label.shape else {
                result.settings.append(Setting(option: option))
                continue
            }
            let attached = letters.first == "=" ? letters.dropFirst() : letters
            var value: String? = String(attached)
            if letters.isEmpty {
                value = Self.value(&rest)
                if value == nil, !option.label.mayLackValue {
                    throw UsageError.lack(of: "-\(letter)", shape)
                }
            }
            result.settings.append(Setting(option: option, value: value))
            return
        }
    }

    /// Takes the next word as a value, unless it looks like an option; the lone dash and negative
    /// numbers do not.
    static func value(_ rest: inout ArraySlice<String>) -> String? {
        guard let word = rest.first else { return nil }
        let second = word.dropFirst().first
        let looksLikeOption = word.hasPrefix("-") && second != nil && second?.isNumber != true
        return looksLikeOption ? nil : rest.removeFirst()
    }

    private func unknown(_ name: String) -> UsageError {
        UsageError(
            message: "unknown option '\(name)'",
            help: OptionSpelling.suggestion(for: name, among: options.map(\.label)))
    }
}
