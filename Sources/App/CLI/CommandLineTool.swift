import Diagnostics
import Platform

/// The program: finds the command, runs it, and exits with its code.
public enum CommandLineTool {
    /// Runs the command that the process was started with; `commit` is the one that was built.
    public static func main(commit: String?) -> Never {
        StandardStream.openMissing()
        Interruption.observe()
        if let obstacle = ResourceLimits.obstacle() {
            Console().report(Diagnostic(.error, obstacle))
            ProcessEnvironment.exit(ExitCode.failed.rawValue)
        }
        let code = run(ProcessEnvironment.arguments, commit: commit)
        ProcessEnvironment.exit(checkingOutput(code))
    }

    /// The exit code, or that of a failure if text for standard output was lost.
    private static func checkingOutput(_ code: Int32) -> Int32 {
        guard let failure = StandardStream.outputFailure else { return code }
        Console().report(
            Diagnostic(.error, "standard output cannot be written: \(failure.message)"))
        return max(code, ExitCode.failed.rawValue)
    }

    private static func run(_ words: [String], commit: String?) -> Int32 {
        let rest = Array(words.dropFirst())
        switch words.first {
        case nil:
            StandardStream.error.write(Help.text(Help.overview))
            return ExitCode.usage.rawValue
        case "-h", "--help": return perform(Command.help, rest)
        case "-v", "--version": return Help.show(Version.description(commit: commit))
        case .some(let word):
            guard let name = Command.Name(rawValue: word) else {
                let isFile = word.hasSuffix(".json") || Download.isAddress(word)
                return refuse(
                    word, of: "",
                    help: isFile
                        ? ["to run a collection: 'posthaste run \(word)'"]
                        : CommandSpelling.suggestion(forCommand: words))
            }
            return perform(name.command, rest)
        }
    }

    private static func perform(_ command: Command, _ words: [String]) -> Int32 {
        if !command.actions.isEmpty { return choose(command, words) }
        if words == ["-h"] || words == ["--help"], command.options().isEmpty {
            return Help.show(command)
        }
        do {
            return try command.execute(words)
        } catch let error as UsageError {
            Console().report(error, command: command.name + " ")
            return ExitCode.usage.rawValue
        } catch let error as InputError {
            if let signal = Interruption.process.signal {
                Console().report(error.interruption(by: signal))
                return 128 + Int32(signal)
            }
            for diagnostic in error.diagnostics { Console().report(diagnostic) }
            return ExitCode.input.rawValue
        } catch {
            Console().report(Diagnostic(.error, "the command failed: \(error)"))
            return ExitCode.failed.rawValue
        }
    }

    /// Performs the action of a command that the first word names.
    private static func choose(_ command: Command, _ words: [String]) -> Int32 {
        guard let word = words.first else {
            StandardStream.error.write(Help.text(of: command))
            return ExitCode.usage.rawValue
        }
        if ["-h", "--help", "help"].contains(word) { return Help.show(command) }
        guard let action = command.actions.first(where: { $0.word == word }) else {
            let names = command.actions.map(\.word)
            return refuse(
                word, of: command.name + " ",
                help: CommandSpelling.suggestion(for: word, among: names))
        }
        return perform(action, Array(words.dropFirst()))
    }

    private static func refuse(_ word: String, of owner: String, help: [String]) -> Int32 {
        Console().report(
            UsageError(
                message: "unknown command '\(owner)\(word)'", help: help),
            command: owner)
        return ExitCode.usage.rawValue
    }
}
