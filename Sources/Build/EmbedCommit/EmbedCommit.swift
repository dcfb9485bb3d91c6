import Foundation
import PackagePlugin

/// Compiles the commit that is built into a target, as the constant `builtCommit`.
///
/// The commit is read from the repository's files, without running git. An archive that `git
/// archive` made has no repository, but has the commit in its file `.commit`. In any other tree the
/// commit is nil.
@main
struct EmbedCommit: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let commit = archivedCommit(root) ?? checkedOutCommit(root)
        let value = commit.map { "\"\($0.prefix(12))\"" } ?? "nil"
        let output = context.pluginWorkDirectoryURL.appending(path: "BuiltCommit.swift")
        let text = """
            /// The commit that the program was built from; nil if the sources do not show it.
            let builtCommit: String? = \(value)
            """
        return [
            .buildCommand(
                displayName: "Embedding the commit", executable: URL(filePath: "/bin/sh"),
                arguments: ["-c", #"printf '%s\n' "$0" > "$1""#, text, output.path],
                outputFiles: [output])
        ]
    }

    /// The commit in the file that `git archive` fills in.
    private func archivedCommit(_ root: URL) -> String? {
        text(of: root.appending(path: ".commit")).flatMap(hash)
    }

    /// The commit that is checked out, also in a work tree.
    private func checkedOutCommit(_ root: URL) -> String? {
        var folder = root.appending(path: ".git")
        if let link = text(of: folder), link.hasPrefix("gitdir: ") {
            folder = URL(filePath: String(link.dropFirst(8)), relativeTo: root)
        }
        guard let head = text(of: folder.appending(path: "HEAD")) else { return nil }
        guard head.hasPrefix("ref: ") else { return hash(head) }
        let common = text(of: folder.appending(path: "commondir"))
        let shared = common.map { URL(filePath: $0, relativeTo: folder) } ?? folder
        let reference = String(head.dropFirst(5))
        return text(of: shared.appending(path: reference)).flatMap(hash)
            ?? packedCommit(shared, reference)
    }

    private func packedCommit(_ folder: URL, _ reference: String) -> String? {
        let lines = text(of: folder.appending(path: "packed-refs"))?.split(separator: "\n") ?? []
        let line = lines.first { $0.hasSuffix(" " + reference) }
        return line?.split(separator: " ").first.flatMap { hash(String($0)) }
    }

    private func text(of file: URL) -> String? {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A text that is a commit's hash; nil for any other.
    private func hash(_ text: String) -> String? {
        text.count >= 40 && text.allSatisfy(\.isHexDigit) ? text : nil
    }
}
