import JSON
import Platform

/// The source of a secret, which does not belong on a command line that others can read.
enum SecretSource: Equatable {
    /// A variable of the process.
    case environment(String)
    /// A file.
    case file(String)
    /// The output of a shell command.
    case command(String)
    /// Standard input.
    case standardInput

    /// Reads `env:NAME`, `file:PATH`, `cmd:COMMAND` or `-`; nil for anything else, which may be the
    /// secret itself.
    init?(_ text: String) {
        if text == "-" {
            self = .standardInput
            return
        }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "env": self = .environment(parts[1])
        case "file": self = .file(parts[1])
        case "cmd": self = .command(parts[1])
        default: return nil
        }
    }

    /// The source that an option names.
    ///
    /// Its error does not repeat the text, which may be the secret.
    static func value(_ text: String, of option: String) throws(UsageError) -> SecretSource {
        if let source = SecretSource(text) { return source }
        throw UsageError(
            message: "'\(option)' must be env:NAME, file:PATH, cmd:COMMAND or -",
            help: [
                "a secret on the command line can be read by others; put it into a variable, and "
                    + "give "
                    + "'\(option) env:NAME'"
            ])
    }

    /// The secret, without the line end that an editor leaves; `what` it is, for messages.
    func read(_ what: String) throws(InputError) -> String {
        switch self {
        case .environment(let name):
            if let value = ProcessEnvironment[name] { return value }
            throw InputError(
                "the variable '\(name)' for \(what) is not set",
                help: ["set it in the environment of the process"])
        case .file(let path):
            do throws(SystemError) {
                return Self.text(try FileAccess.read(path))
            } catch {
                throw InputError("\(what) cannot be read from '\(path)': \(error.message)")
            }
        case .command(let command):
            do throws(SystemError) {
                return Self.text(try ChildProcess.output(of: command))
            } catch {
                throw InputError("the command for \(what) failed: \(error.message)")
            }
        case .standardInput:
            do throws(SystemError) {
                return Self.text(try StandardStream.input.readAll())
            } catch {
                throw InputError("\(what) cannot be read from standard input: \(error.message)")
            }
        }
    }

    /// The secret, which must not be empty.
    func readSome(_ what: String) throws(InputError) -> String {
        let text = try read(what)
        if text.isEmpty { throw InputError("\(what) is empty") }
        return text
    }

    private static func text(_ bytes: [UInt8]) -> String {
        // An editor may have saved it in UTF-16, or with a byte order mark.
        let text = FileEncoding.text(of: bytes)
        return text.last?.isNewline == true ? String(text.dropLast()) : text
    }
}

/// A secret with a name, and where it comes from.
struct NamedSecret: Equatable {
    var name: String
    var source: SecretSource

    /// Reads the value of an option.
    ///
    /// Its error does not repeat the text, which may contain the secret.
    static func value(_ text: String, of option: String) throws(UsageError) -> NamedSecret {
        let parts = text.split(separator: "=", maxSplits: 1)
        if parts.count == 2, let source = SecretSource(String(parts[1])), source != .standardInput {
            return NamedSecret(name: String(parts[0]), source: source)
        }
        throw UsageError(
            message: "'\(option)' must be NAME=env:VARIABLE, NAME=file:PATH or NAME=cmd:COMMAND",
            help: ["do not write the secret itself on a command line: others can read it"])
    }

    /// The secret, which must not be empty.
    func read() throws(InputError) -> String { try source.readSome("the secret '\(name)'") }
}
