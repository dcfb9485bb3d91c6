/// Another program that makes a report, from the event stream on its standard input.
struct ReportProgram: Equatable {
    /// The path of a program, or a shell command.
    let command: String
    /// Whether it is a shell command.
    let isShellCommand: Bool
    /// Its arguments, from options `--reporter-NAME-OPTION VALUE`.
    var arguments: [String] = []

    /// Reads a word of `--reporters`: `cmd:COMMAND`, or a path that begins with `/`, `./` or `../`;
    /// nil for any other, such as a package `@scope/reporter` of Newman's.
    init?(_ word: String) {
        isShellCommand = word.hasPrefix(Self.prefix)
        command = isShellCommand ? String(word.dropFirst(Self.prefix.count)) : word
        let isPath = ["/", "./", "../"].contains { word.hasPrefix($0) }
        guard !command.isEmpty, isShellCommand || isPath else { return nil }
    }

    /// What introduces a shell command.
    static let prefix = "cmd:"

    /// The name in its options: that of the file without its ending, or `cmd`.
    var name: String {
        if isShellCommand { return "cmd" }
        let file = command.split(separator: "/").last ?? ""
        return String(file.prefix { $0 != "." })
    }

    /// Takes an option if it is for this program; returns whether it is.
    mutating func take(_ option: IgnoredOption) -> Bool {
        let prefix = ReporterOptions<RunArguments>.prefix + name + "-"
        guard option.name.hasPrefix(prefix), option.name.count > prefix.count else { return false }
        arguments.append("--" + option.name.dropFirst(prefix.count))
        if let value = option.value { arguments.append(value) }
        return true
    }
}
