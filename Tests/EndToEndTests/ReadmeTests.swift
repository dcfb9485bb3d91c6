import Foundation
import Testing

/// Runs the commands of `README.md` as they are written.
///
/// The files that they name are those of this repository. A command that serves is started at a
/// port of the system's choice, which replaces the port in what follows. `make` is not run.
@Suite("README.md")
struct ReadmeTests {
    private static let readme = Result {
        try String(contentsOf: Tools.package.appending(path: "README.md"), encoding: .utf8)
    }

    @Test("has at most 150 lines")
    func length() throws {
        #expect(try Self.readme.get().components(separatedBy: "\n").count <= 151)
    }

    @Test("its commands run as they are typed")
    func commands() throws {
        let folder = try repository()
        var servers: [BackgroundServer] = []
        var commandCount = 0
        for var block in blocks(in: try Self.readme.get()) {
            for line in block.split(separator: "\n") where line.hasSuffix(" &") {
                let server = try serve(String(line), in: folder)
                servers.append(server)
                block = block.replacing(line, with: "")
            }
            let outcome = try run(block, in: folder)
            #expect(outcome.exitCode == 0, "\(block)\n\(outcome.stdout)\n\(outcome.stderr)")
            commandCount += block.components(separatedBy: "posthaste ").count - 1
        }
        #expect(commandCount >= 5)
        #expect(servers.count == 2)
    }

    /// Copies the files that the commands name, so that reports are not written into the
    /// repository.
    private func repository() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        for name in ["collections", "environments"] {
            try FileManager.default.copyItem(
                at: Tools.package.appending(path: name), to: folder.url.appending(path: name))
        }
        try folder.write("", to: "bin/.keep")
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "bin/posthaste"), withDestinationURL: Tools.posthaste)
        return folder
    }

    /// The blocks of shell commands, without those that build.
    private func blocks(in text: String) -> [String] {
        text.components(separatedBy: "```sh\n").dropFirst().compactMap { part in
            let block = part.components(separatedBy: "```")[0]
            return block.contains("posthaste ") ? block : nil
        }
    }

    /// Starts a server on a free port, and has the environments name that port.
    private func serve(_ line: String, in folder: ScratchFolder) throws -> BackgroundServer {
        let words = line.split(separator: " ").dropFirst().dropLast().map(String.init)
        let flag = try #require(words.firstIndex(of: "--port"))
        let collection = folder.url.appending(path: words[1]).path
        let server = try BackgroundServer(
            Tools.posthaste, [words[0], collection, "--port", "0"])
        let environments = folder.url.appending(path: "environments")
        for name in try FileManager.default.contentsOfDirectory(atPath: environments.path) {
            let file = environments.appending(path: name)
            let text = try String(contentsOf: file, encoding: .utf8)
            let port = "\"value\": \"\(words[flag + 1])\""
            try text.replacing(port, with: "\"value\": \"\(server.port)\"")
                .write(to: file, atomically: true, encoding: .utf8)
        }
        return server
    }

    private func run(_ block: String, in folder: ScratchFolder) throws -> ChildProcess.Outcome {
        var command = ChildProcess(executable: URL(filePath: "/bin/sh"))
        command.arguments = ["-e", "-c", block]
        command.directory = folder.url
        command.environment = [
            "PATH": "\(folder.url.appending(path: "bin").path):/usr/local/bin:/usr/bin:/bin"
        ]
        return try command.run()
    }
}
