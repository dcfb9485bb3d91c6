import Foundation
import Testing

/// The completions in the shells themselves, at a terminal with a user who types.
@Suite("Completions in real shells")
struct ShellTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.write(
            #"""
            {"info": {"name": "C"}, "item": [
                {"name": "My Orders", "item": [{"name": "Get: one", "request": "http://h/"}]}]}
            """#, to: "orders.json")
        try folder.write("{}", to: "contoso.json")
        try folder.write("", to: "orders.txt")
        try folder.write("", to: "certificates/ca.pem")
        for shell in ["bash", "zsh", "fish"] {
            let made = try ChildProcess(
                executable: Tools.posthaste, arguments: ["completions", shell]
            ).run()
            try #require(made.exitCode == 0)
            try folder.write(made.stdout, to: ".scripts/posthaste.\(shell)")
        }
    }

    /// The search path with the program under test in front.
    private var environment: [String: String] {
        let program = Tools.posthaste.deletingLastPathComponent().path
        return ["PATH": "\(program):/usr/local/bin:/usr/bin:/bin", "HOME": folder.url.path]
    }

    private func script(_ shell: String) -> String {
        folder.url.appending(path: ".scripts/posthaste.\(shell)").path
    }

    /// The words that a shell calls the program with after a line was typed.
    private func words(_ line: String, _ completion: String, _ shell: [String]) throws -> [String] {
        var typist = ChildProcess(
            executable: try Tools.python(),
            arguments: [
                "-B", Tools.server("typist.py").path, folder.url.path, completion, line, "--",
            ]
                + shell)
        typist.environment = environment
        let outcome = try typist.run()
        try #require(outcome.exitCode == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n")
        return lines.filter { $0.hasPrefix("word:") }.map { String($0.dropFirst(5)) }
    }

    /// What is typed, with `<TAB>` for that key, and the words that the program gets.
    static let lines: [(typed: String, words: [String])] = [
        ("posthaste ru<TAB>ord<TAB>", ["run", "orders.json"]),
        ("posthaste auth logi<TAB> --it<TAB>F", ["auth", "login", "--item", "F"]),
        ("posthaste run --iteration-c<TAB>3", ["run", "--iteration-count", "3"]),
        ("posthaste run --color o<TAB>f<TAB>", ["run", "--color", "off"]),
        ("posthaste run --color=au<TAB>", ["run", "--color=auto"]),
        ("posthaste run -e con<TAB>", ["run", "-e", "contoso.json"]),
        ("posthaste run --environment=con<TAB>", ["run", "--environment=contoso.json"]),
        ("posthaste run -r cli,juni<TAB>", ["run", "-r", "cli,junit"]),
        ("posthaste run --working-dir cer<TAB>ca", ["run", "--working-dir", "certificates/ca"]),
        (
            "posthaste run orders.json --folder My<TAB>",
            ["run", "orders.json", "--folder", "My Orders"]
        ),
        (
            "posthaste run orders.json --folder Get<TAB>",
            ["run", "orders.json", "--folder", "Get: one"]
        ),
        ("posthaste help exit<TAB>", ["help", "exit-codes"]),
    ]

    @Test(arguments: lines)
    func `bash completes what is typed`(typed: String, words: [String]) throws {
        let bash = try Tools.system("bash").path
        let actual = try self.words(typed, script("bash"), [bash, "--norc", "--noprofile", "-i"])
        #expect(actual == words)
    }

    @Test(arguments: lines)
    func `zsh completes what is typed`(typed: String, words: [String]) throws {
        let zsh = try Tools.system("zsh").path
        let setup = try folder.write(
            "autoload -U compinit; compinit -u -D; zstyle ':completion:*' insert-tab false; . '\(script("zsh"))'\n",
            to: ".scripts/setup.zsh")
        let actual = try self.words(typed, setup.path, [zsh, "-f", "-i"])
        #expect(actual == words)
    }

    @Test(arguments: lines)
    func `fish completes what is typed`(typed: String, words: [String]) throws {
        // Fish has a command of its own for that; it prints what can follow, and what that means.
        let line = String(typed.prefix { $0 != "<" })
        var fish = ChildProcess(
            executable: try Tools.system("fish"),
            arguments: [
                "--no-config", "-c", "source '\(script("fish"))'; complete -C \"$argv[1]\"", line,
            ])
        fish.directory = folder.url
        fish.environment = environment
        let outcome = try fish.run()
        let offered = outcome.stdout.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        let count = line.split(separator: " ").count - 2
        let isOffered = offered.contains { !$0.isEmpty && words[count].hasPrefix($0) }
        #expect(isOffered, "\(offered) \(outcome.stderr)")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `The scripts are what their shells can read`(shell: String) throws {
        let check = try ChildProcess(
            executable: Tools.system(shell), arguments: ["-n", script(shell)]
        ).run()
        #expect(check.exitCode == 0)
        #expect(check.stderr.isEmpty && check.stdout.isEmpty)
    }

    @Test func `Descriptions are shown where a shell has them`() throws {
        var fish = ChildProcess(
            executable: try Tools.system("fish"),
            arguments: [
                "--no-config", "-c",
                "source '\(script("fish"))'; complete -C 'posthaste run --seed'",
            ])
        fish.environment = environment
        #expect(try fish.run().stdout == "--seed\tmake dynamic variables repeatable\n")
    }
}

@Suite("The manual page")
struct ManPageTests {
    private let folder: ScratchFolder
    private let page: URL

    init() throws {
        folder = try ScratchFolder()
        let made = try ChildProcess(executable: Tools.posthaste, arguments: ["man"]).run()
        try #require(made.exitCode == 0)
        page = try folder.write(made.stdout, to: "posthaste.1")
    }

    @Test(
        "is sound by the tools that read manual pages",
        arguments: [
            ("mandoc", ["-T", "lint", "-W", "warning"]),
            ("groff", ["-man", "-ww", "-z", "-T", "utf8", "-K", "utf8"]),
        ])
    func isSound(tool: String, arguments: [String]) throws {
        let outcome = try ChildProcess(
            executable: Tools.system(tool), arguments: arguments + [page.path]
        ).run()
        #expect(outcome.stdout + outcome.stderr == "")
        #expect(outcome.exitCode == 0)
    }

    @Test("shows each option as it is typed")
    func isReadable() throws {
        let help = try ChildProcess(
            executable: Tools.posthaste, arguments: ["help", "run"]
        ).run().stdout
        let shown = try ChildProcess(
            executable: Tools.system("mandoc"), arguments: ["-T", "ascii", page.path]
        ).run().stdout
        // Bold letters are struck twice.
        let letters = Array(shown)
        let text = String(
            letters.indices.filter { index in
                letters[index] != "\u{8}"
                    && (index + 1 >= letters.count || letters[index + 1] != "\u{8}")
            }.map { letters[$0] })
        let names = help.split { $0.isWhitespace || $0 == "," }.filter {
            $0.hasPrefix("--") && $0.count > 2
        }
        #expect(names.count > 50)
        for name in names where name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) {
            #expect(text.contains(name), "\(name)")
        }
        #expect(
            text.contains(
                "posthaste run orders.json -e contoso.json --folder \"Sales/New order\" --bail"))
    }
}
