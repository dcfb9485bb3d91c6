import Diagnostics
import Platform

/// `posthaste trust`: lets the configuration files of the working folder run commands.
enum TrustCommand {
    /// Runs the command; returns the exit code.
    static func run(_ words: [String]) throws -> Int32 {
        if let word = words.first {
            throw UsageError(message: "'trust' takes no arguments, but '\(word)' is given")
        }
        do throws(InputError) {
            let folder = try TrustedFolders().addWorkingFolder()
            return Help.show(
                "configuration files in '\(folder)' may run commands until they change\n")
        } catch {
            for diagnostic in error.diagnostics { Console().report(diagnostic) }
            return ExitCode.failed.rawValue
        }
    }
}

extension Command {
    static let trust = Command(
        name: "trust", summary: "let configuration files of this folder run commands", usage: "",
        about: [
            "Lets 'posthaste.json' and '.newmanrc' in the working folder run commands "
                + "('cmd:COMMAND', reports that are programs) and redirect secrets and results "
                + "(such as 'proxy', 'resolve', 'issuer' and 'tokenCache').",
            "Without it, such a file must be named with --config. Trust only files whose content "
                + "you know. A file that changes must be trusted again.",
        ],
        examples: ["posthaste trust"],
        exitCodes: [
            .init(.success, "done"), .init(.failed, "the trust cannot be kept"), .usage,
            .missingLibrary,
        ],
        execute: { words in try TrustCommand.run(words) })
}
