import Foundation
import Testing

/// One run of a case: its working directory, its server, and the comparison with what is expected.
struct CaseRun {
    private let name: String
    private let directory: ScratchFolder
    private let label = UUID().uuidString
    private var servers: [BackgroundServer] = []
    private var substitutions: [String: String] = [:]

    init(_ name: String) throws {
        self.name = name
        directory = try ScratchFolder()
    }

    /// Runs the case and checks everything that it says.
    mutating func check() throws {
        let server = try decodeCase().server ?? .echo
        try startServer(server)
        try copyFiles()
        let expected = try decodeCase()
        let outcome = try run(expected)
        try checkText(expected, outcome)
        try checkRequests(expected, received(by: server))
        let written = try checkWritten(expected)
        let reported = try checkReports(expected)
        for secret in expected.secrets ?? [] {
            let texts = [outcome.stdout, outcome.stderr] + reported + written
            #expect(!texts.contains { $0.contains(secret) }, "the secret '\(secret)' is shown")
        }
    }
}

extension CaseRun {
    private var folder: URL { Tools.cases.appending(path: name) }

    private func text(of file: String) throws -> String {
        var text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        for (placeholder, value) in substitutions {
            text = text.replacing("@\(placeholder)@", with: value)
        }
        return text
    }

    private func decodeCase() throws -> EndToEndCase {
        try JSONDecoder().decode(EndToEndCase.self, from: Data(text(of: "case.json").utf8))
    }

    private func copyFiles() throws {
        let ours: Set = ["case.json", "replies.json", "requests.txt", "stdout.txt", "stderr.txt"]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where !ours.contains(file) {
            if let text = try? text(of: file) {
                try directory.write(text, to: file)
            } else {
                // Unlike `FileManager`, it does not fail for files of another user.
                _ = try ChildProcess(
                    executable: Tools.system("cp"),
                    arguments: [
                        "-R", folder.appending(path: file).path,
                        directory.url.appending(path: file).path,
                    ]
                ).run()
                try fillIn(file)
            }
        }
    }

    /// Replaces the placeholders in the files of a copied folder; links stay as they are.
    private func fillIn(_ copied: String) throws {
        let manager = FileManager.default
        for inner in manager.subpaths(atPath: directory.url.appending(path: copied).path) ?? [] {
            let path = copied + "/" + inner
            let file = directory.url.appending(path: path)
            let kind = try manager.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
            guard kind == .typeRegular, let text = try? text(of: path) else { continue }
            try Data(text.utf8).write(to: file)
        }
    }

    private mutating func startServer(_ server: EndToEndCase.Server) throws {
        let address: String
        var callback = ""
        switch server {
        case .echo:
            let replies = folder.appending(path: "replies.json")
            let given = FileManager.default.fileExists(atPath: replies.path)
            let script = given ? replies : try directory.write("null", to: ".replies")
            let arguments = [Tools.server("echo_server.py").path, script.path, log.path]
            servers = [try BackgroundServer(Tools.python(), ["-B"] + arguments)]
            address = "http://127.0.0.1:\(servers[0].port)"
        case .authorization:
            servers = [try AuthorizationServer.lasting.get()]
            address = "http://127.0.0.1:\(servers[0].port)/~\(label)"
        case .briefAuthorization:
            servers = [try AuthorizationServer.brief.get()]
            address = "http://127.0.0.1:\(servers[0].port)/~\(label)"
        case .httpbin:
            servers = [try Httpbin.shared.get()]
            address = "http://127.0.0.1:\(servers[0].port)/~\(label)"
        case .signatures:
            servers = [try SignatureServer.shared.get()]
            address = "http://127.0.0.1:\(servers[0].port)/~\(label)"
        case .ntlm:
            servers = [
                try BackgroundServer(Tools.python(), ["-B", Tools.server("ntlm_server.py").path])
            ]
            address = "http://127.0.0.1:\(servers[0].port)"
        case .canaille:
            let canaille = Tools.server("canaille_server.py").path
            servers = [try BackgroundServer(Tools.python(), ["-B", canaille])]
            callback = "http://127.0.0.1:\(servers[0].numbers[0])/callback"
            address = "http://127.0.0.1:\(servers[0].port)"
        case .oidc:
            let oidc = Tools.server("oidc_server.py").path
            servers = [try BackgroundServer(Tools.python(), ["-B", oidc])]
            callback = "http://127.0.0.1:\(servers[0].numbers[0])/callback"
            address = "http://127.0.0.1:\(servers[0].port)"
        case .dpop:
            servers = [
                try BackgroundServer(Tools.python(), ["-B", Tools.server("dpop_server.py").path])
            ]
            address = "http://127.0.0.1:\(servers[0].port)/~\(label)"
        case .passwords:
            let folder = try directory.write("", to: ".servers/log").deletingLastPathComponent()
            let arguments = [Tools.server("password_server.py").path, folder.path]
            servers = [try BackgroundServer(Tools.python(), ["-B"] + arguments)]
            address = "http://127.0.0.1:\(servers[0].port)"
        case .tls:
            let folder = try directory.write("", to: ".tls/extensions").deletingLastPathComponent()
            let arguments = [Tools.server("tls_server.py").path, folder.path]
            servers = [try BackgroundServer(Tools.python(), ["-B"] + arguments)]
            address = "https://127.0.0.1:\(servers[0].port)"
        }
        substitutions = [
            "SERVER": address, "PORT": String(servers[0].port), "BROWSER": try browser().path,
            "POSTHASTE": Tools.posthaste.path, "PYTHON": try Tools.python().path,
            "SERVERS": Tools.server("").path, "CALLBACK": callback,
        ]
    }

    /// A program that is called as `$BROWSER` is.
    private func browser() throws -> URL {
        let script = Tools.server("browser.py").path
        let browser = try directory.write(
            "#!/bin/sh\nexec '\(Tools.python().path)' -B '\(script)' \"$@\"\n", to: ".browser")
        chmod(browser.path, 0o755)
        return browser
    }

    private var log: URL { directory.url.appending(path: ".log") }

    private func run(_ expected: EndToEndCase) throws -> ChildProcess.Outcome {
        var words = [Tools.posthaste.path]
        if let script = expected.script { words = ["/bin/sh", "-eu", script] }
        words += expected.arguments
        var command = ChildProcess(
            executable: URL(filePath: words[0]), arguments: Array(words.dropFirst()))
        // What one command of a script keeps is there for the next.
        let state = directory.url.appending(path: ".state").path
        command.environment = ["XDG_STATE_HOME": state].merging(expected.environment ?? [:]) { $1 }
        command.directory = directory.url
        command.standardInput = expected.stdin ?? ""
        if let terminal = expected.terminal {
            command.executable = try Tools.python()
            command.arguments =
                [
                    "-B", Tools.server("terminal.py").path, "--person", terminal.person,
                    "--columns", String(terminal.columns ?? 80),
                ] + (terminal.awaits.map { ["--awaits", $0] } ?? []) + ["--"] + words
        }
        return try command.run()
    }

    private func received(by server: EndToEndCase.Server) throws -> [ReceivedRequest] {
        guard server.isRecording else { return [] }
        if server == .echo {
            return try ReceivedRequest.echoed(String(contentsOf: log, encoding: .utf8))
        }
        let address = "http://127.0.0.1:\(servers[0].port)/~\(label)/_log"
        let log = try ChildProcess(
            executable: Tools.system("curl"), arguments: ["--silent", "--fail", address]
        ).run()
        try #require(log.exitCode == 0)
        return try ReceivedRequest.recorded(log.stdout, label: label)
    }
}

extension CaseRun {
    private func checkText(_ expected: EndToEndCase, _ outcome: ChildProcess.Outcome) throws {
        let printed = "stdout:\n\(outcome.stdout)\nstderr:\n\(outcome.stderr)"
        #expect(outcome.exitCode == expected.exitCode, "\(printed)")
        for part in expected.stdout ?? [] {
            #expect(part.occurs(in: outcome.stdout), "stdout lacks '\(part)'\n\(printed)")
        }
        for part in expected.stderr ?? [] {
            #expect(part.occurs(in: outcome.stderr), "stderr lacks '\(part)'\n\(printed)")
        }
        for part in expected.absent ?? [] {
            #expect(!part.occurs(in: outcome.stdout + outcome.stderr), "'\(part)' in\n\(printed)")
        }
        try checkWhole("stdout.txt", outcome.stdout)
        try checkWhole("stderr.txt", outcome.stderr)
    }

    /// Compares with a file of the case, if it has that one.
    private func checkWhole(_ file: String, _ actual: String) throws {
        let path = folder.appending(path: file).path
        guard FileManager.default.fileExists(atPath: path) else { return }
        let found = try difference(expected: text(of: file), actual: actual)
        #expect(found == nil, "\(file): \(found ?? "")")
    }

    /// Checks the files that the run must have written; returns their texts.
    private func checkWritten(_ expected: EndToEndCase) throws -> [String] {
        try (expected.written ?? [:]).map { path, parts in
            let file = directory.url.appending(path: path)
            let text = try String(contentsOf: file, encoding: .utf8)
            for part in parts {
                #expect(part.occurs(in: text), "'\(path)' lacks '\(part)'\n\(text)")
            }
            return text
        }
    }

    /// Checks the reports that the run has written, as other people's tools do; returns their
    /// texts.
    private func checkReports(_ expected: EndToEndCase) throws -> [String] {
        let names = ["report.xml", "newman.xml", "report.json"]
        let files = names.map { directory.url.appending(path: $0) }
        let isThere = files.map { FileManager.default.fileExists(atPath: $0.path) }
        if isThere[0] || expected.junit != nil {
            let junit = try JUnitReport(at: files[0])
            junit.checkSums()
            if let facts = expected.junit { junit.check(facts) }
        }
        if isThere[1] { try JUnitReport.checkForm(of: files[1]) }
        if isThere[2] {
            let check = try ChildProcess(
                executable: Tools.python(),
                arguments: ["-B", Tools.server("check_json_report.py").path, files[2].path]
            ).run()
            #expect(check.exitCode == 0, "report.json: \(check.stdout)\(check.stderr)")
        }
        return try zip(files, isThere).filter(\.1).map {
            try String(contentsOf: $0.0, encoding: .utf8)
        }
    }

    private func checkRequests(_ expected: EndToEndCase, _ received: [ReceivedRequest]) throws {
        try checkWhole("requests.txt", received.map { "\($0.wire ?? "")\n=====\n" }.joined())
        if let requests = expected.requests {
            let lines = received.map(\.line).joined(separator: "\n")
            #expect(received.count == requests.count, "received:\n\(lines)")
            for (wanted, request) in zip(requests, received) {
                request.check(wanted)
            }
        }
        if let connections = expected.connections {
            #expect(Set(received.map(\.connection)).count == connections)
        }
    }
}
