import CollectionModel
import Diagnostics
import Execution
import Platform
import Scripting
import Variables

/// Puts together from a command line what runs need: files, plans, services, and the runs.
///
/// `run` and `auth` share it. Runs that it makes share nothing mutable but the publisher, the kept
/// tokens and the audit log, so that they can go on side by side.
struct RunAssembly {
    let arguments: RunArguments
    let collectionPaths: [String]
    let console: Console
    /// What ends all runs early: a signal, or their time.
    let interruption: Interruption
    /// The patterns of `--request-name`; nil without any.
    let namePattern: NamePattern?

    /// Checks what can be checked without reading a file.
    init(_ parsed: ParsedArguments<RunArguments>) throws(UsageError) {
        guard !parsed.positionals.isEmpty else {
            throw UsageError(
                message: "no collection is given",
                help: [
                    "give the file that Postman exported: 'posthaste run orders.json'",
                    "or name it in posthaste.json: {\"collection\": \"orders.json\"}",
                ])
        }
        var arguments = parsed.arguments
        try arguments.reports.settle()
        try arguments.reports.checkPrograms()
        try Self.checkStandardInput(arguments, parsed.positionals)
        try arguments.selection.check()
        try arguments.tokens.check()
        try arguments.several.check(arguments.inputs)
        if arguments.selection.isLastFailed, arguments.several.shard != nil {
            throw UsageError(
                message: "'--last-failed' and '--shard' are given together",
                help: [
                    "a shard that ends changes the list that the others share out: run all that "
                        + "failed at once"
                ])
        }
        if parsed.positionals.count > 1 || arguments.several.areByTenant {
            try arguments.exports.checkFolders()
        }
        try arguments.control.check()
        namePattern = try Self.namePattern(arguments.selection)
        collectionPaths = CollectionPath.expanded(parsed.positionals)
        try OutputTargets.check(arguments, collections: collectionPaths)
        console = Console(color: arguments.terminal.color)
        for folder in parsed.positionals where !collectionPaths.contains(folder) {
            Self.filesLeftOut(of: folder).forEach(console.report)
        }
        interruption = Interruption(within: .process)
        // Everything that waits looks at it, from the first input on.
        if let limit = arguments.control.timeoutMilliseconds, limit > 0 {
            Interruption.process.setDeadline(afterMilliseconds: limit)
        }
        self.arguments = arguments
    }

    /// Names the collections in JSON of a folder that stands for its collections of format 3.
    private static func filesLeftOut(of folder: String) -> [Diagnostic] {
        FileSpelling.entries(of: folder).map { CollectionPath.withoutSlash(folder) + "/" + $0 }
            .filter { ProjectFiles.kind(named: $0) == .collection }
            .map { path in
                Diagnostic(
                    .note, "the collection is not part of the run",
                    at: Place(file: path), help: ["to run it, too, name the file itself"])
            }
    }

    private static func checkStandardInput(
        _ arguments: RunArguments, _ collections: [String]
    ) throws(UsageError) {
        let inputs = arguments.inputs
        try InputFiles.checkStandardInput(
            collections + inputs.environments
                + [inputs.globals, inputs.iterationData, inputs.cookieJar]
                + arguments.tokens.secrets.all.map { $0 == .standardInput ? "-" : nil })
    }

    private static func namePattern(
        _ selection: SelectionArguments
    ) throws(UsageError) -> NamePattern? {
        if selection.requestNames.isEmpty { return nil }
        do throws(NamePattern.SyntaxError) {
            return try NamePattern(anyOf: selection.requestNames)
        } catch {
            throw UsageError(
                message: "'--request-name' has no regular expression in '\(error.text)': "
                    + error.reason,
                help: ["to match .*+?()[]{}|^$ literally, write a '\\' before each"])
        }
    }
}
