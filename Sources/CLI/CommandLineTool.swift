import Diagnostics
import Platform

/// The program: finds the command, runs it, and ends with its exit code.
public enum CommandLineTool {
    /// Runs the command that the process was started with.
    public static func main() -> Never {
        Interruption.observe()
        ProcessEnvironment.exit(run(ProcessEnvironment.arguments))
    }

    private static func run(_ words: [String]) -> Int32 {
        let rest = Array(words.dropFirst())
        switch words.first {
        case nil: return show(Help.overview, code: .usage)
        case "run": return command("run", rest, runCollection)
        case "mock": return command("mock", rest, serveCollection)
        case "auth": return authenticate(rest)
        case "help", "-h", "--help": return help(rest)
        case "version", "-v", "--version": return show(Version.text + "\n", code: .success)
        case .some(let word): return unknown(word)
        }
    }

    private static func command(
        _ name: String, _ words: [String], _ body: ([String]) throws(UsageError) -> Int32
    ) -> Int32 {
        do throws(UsageError) {
            return try body(words)
        } catch {
            Console().report(error, command: name + " ")
            return ExitCode.usage.rawValue
        }
    }

    private static func runCollection(_ words: [String]) throws(UsageError) -> Int32 {
        let parsed = try ArgumentParser(options: RunArguments.options)
            .parse(words, into: RunArguments())
        if parsed.arguments.wantsHelp { return show(Help.run, code: .success) }
        let console = Console(color: parsed.arguments.color)
        for error in parsed.ignored { console.report(error.diagnostic(.warning)) }
        return try RunCommand(parsed).run()
    }

    private static func serveCollection(_ words: [String]) throws(UsageError) -> Int32 {
        let parsed = try ArgumentParser(options: MockArguments.options)
            .parse(words, into: MockArguments())
        if parsed.arguments.wantsHelp { return show(Help.mock, code: .success) }
        return try MockCommand(parsed).run()
    }

    private static func authenticate(_ words: [String]) -> Int32 {
        guard let word = words.first else { return show(Help.auth, code: .usage) }
        if ["-h", "--help", "help"].contains(word) { return show(Help.auth, code: .success) }
        guard let action = AuthAction(rawValue: word) else {
            let names = AuthAction.allCases.map(\.rawValue)
            Console().report(
                UsageError(
                    message: "unknown command 'auth \(word)'",
                    help: CommandSpelling.suggestion(for: word, among: names)), command: "auth ")
            return ExitCode.usage.rawValue
        }
        return command("auth \(word)", Array(words.dropFirst())) { (words) throws(UsageError) in
            let parsed = try ArgumentParser(options: RunArguments.authOptions)
                .parse(words, into: RunArguments())
            if parsed.arguments.wantsHelp { return show(Help.authAction(action), code: .success) }
            return try AuthCommand(action, parsed).execute()
        }
    }

    private static func help(_ words: [String]) -> Int32 {
        switch words.first {
        case "run": show(Help.run, code: .success)
        case "mock": show(Help.mock, code: .success)
        case "auth":
            show(
                words.dropFirst().first.flatMap(AuthAction.init(rawValue:)).map(Help.authAction)
                    ?? Help.auth, code: .success)
        default: show(Help.overview, code: .success)
        }
    }

    private static func unknown(_ word: String) -> Int32 {
        let names = ["run", "auth", "mock", "help", "version"]
        var help = CommandSpelling.suggestion(for: word, among: names)
        if word.hasSuffix(".json") { help = ["to run a collection: 'posthaste run \(word)'"] }
        Console().report(UsageError(message: "unknown command '\(word)'", help: help), command: "")
        return ExitCode.usage.rawValue
    }

    private static func show(_ text: String, code: ExitCode) -> Int32 {
        let stream: StandardStream = code == .success ? .output : .error
        stream.write(text)
        return code.rawValue
    }
}
