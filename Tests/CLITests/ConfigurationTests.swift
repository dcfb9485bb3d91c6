import Diagnostics
import Foundation
import JSON
import Testing

@testable import CLI

/// What configuration files say, read through the table of options.
struct ConfigurationTests {
    typealias Setting = CLI.Setting<RunArguments>

    /// Reads a file of that text.
    static func reader(
        _ text: String, path: String = "posthaste.json", isNewmans: Bool = false,
        options: [CLI.Option<RunArguments>] = RunArguments.options
    ) throws(InputError) -> ConfigurationReader {
        var reader = ConfigurationReader(
            ConfigurationFile(path: path, isNewmans: isNewmans),
            JSONSource(name: path, bytes: Array(text.utf8)), options)
        try reader.read()
        return reader
    }

    /// The arguments that a file of that text makes.
    static func arguments(_ text: String, path: String = "posthaste.json") throws -> RunArguments {
        var arguments = RunArguments()
        for setting in try reader(text, path: path).layers.joined() {
            try setting.apply(to: &arguments)
        }
        return arguments
    }

    /// The arguments that a command line makes.
    static func arguments(words: [String]) throws -> RunArguments {
        try ArgumentParser(options: RunArguments.options).parse(words, into: RunArguments())
            .arguments
    }

    @Test(
        "A file says what a command line does",
        arguments: [
            (#"{"environment": "e.json", "strict": true}"#, ["-e", "e.json", "--strict"]),
            (#"{"run": {"iterationCount": 3}, "iterationCount": 2}"#, ["-n2", "-n3"]),
            (#"{"strict": false, "insecure": null, "$schema": "x"}"#, []),
            (#"{"reporters": ["cli", "junit"]}"#, ["-r", "cli,junit"]),
            (#"{"reporters": "cli, junit"}"#, ["-r", "cli,junit"]),
            (#"{"reporter": {"junit": {"export": "x"}}}"#, ["--reporter-junit-export", "x"]),
            (#"{"reporter": {"junitfull": {"export": "x"}}}"#, ["--reporter-junit-export", "x"]),
            (
                #"{"reporter": {"htmlextra": {"skipSensitiveData": true}}}"#,
                ["--reporter-html-omit-all-headers-and-body"]
            ),
            (#"{"reporter": {"export": "x"}}"#, ["--reporter-export", "x"]),
            (#"{"reporterJunitExport": "x"}"#, ["--reporter-junit-export", "x"]),
            (
                #"{"envVar": {"a": "1", "b": 2, "c": true}}"#,
                ["--env-var", "a=1", "--env-var", "b=2", "--env-var", "c=true"]
            ),
            (
                #"{"globalVar": ["a=1", {"key": "b", "value": "2"}, {"key": "c"}]}"#,
                ["--global-var", "a=1", "--global-var", "b=2", "--global-var", "c="]
            ),
            (#"{"folder": ["A", "B"]}"#, ["--folder", "A", "--folder", "B"]),
            (#"{"folder": "A"}"#, ["--folder", "A"]),
            (#"{"strict": "true", "verbose": "false"}"#, ["--strict"]),
            (#"{"timeoutScript": true}"#, ["--timeout-script"]),
            (#"{"timeoutScript": 50}"#, ["--timeout-script", "50"]),
            (#"{"color": true}"#, ["--color", "on"]), (#"{"color": false}"#, ["--color", "off"]),
            (#"{"color": "off"}"#, ["--color", "off"]),
            (#"{"tokenCache": false}"#, ["--token-cache", "off"]),
            (#"{"httpVersion": 1.0}"#, ["--http-version", "1.0"]),
            (#"{"insecureFileRead": false}"#, ["--no-insecure-file-read"]),
            (#"{"insecureFileRead": true}"#, []),
            (#"{"noInsecureFileRead": true}"#, ["--no-insecure-file-read"]),
            (#"{"browser": false}"#, ["--no-browser"]),
            (#"{"all": true}"#, []),
            (#"{"item": ["F", "G"]}"#, ["-i", "F", "--item", "G"]),
            (#"{"check": {"failOn": "warning"}}"#, []),
        ])
    func meaning(text: String, words: [String]) throws {
        let expected = try Self.arguments(words: words)
        #expect(
            OptionTableTests.fingerprint(try Self.arguments(text))
                == OptionTableTests.fingerprint(expected))
    }

    @Test func `Each option of run can stand in a file`() throws {
        for option in RunArguments.options where option.group != .general {
            var value = "true"
            var words = [option.name]
            if option.label.shape != nil {
                let sample = try #require(OptionTableTests.value(of: option, from: RunArguments()))
                words.append(sample)
                value = "\"\(sample)\""
            }
            let text = "{\"\(option.label.key)\": \(value)}"
            let expected = OptionTableTests.fingerprint(try Self.arguments(words: words))
            #expect(OptionTableTests.fingerprint(try Self.arguments(text)) == expected, "\(text)")
        }
    }

    @Test(
        "Relative paths start from the folder of the file",
        arguments: [
            (#"{"environment": "e.json"}"#, ["-e", "ci/e.json"]),
            (#"{"environment": "/e.json"}"#, ["-e", "/e.json"]),
            (#"{"environment": "https://h/e.json"}"#, ["-e", "https://h/e.json"]),
            (#"{"environment": "-"}"#, ["-e", "-"]),
            (#"{"modulePath": ["m"]}"#, ["--module-path", "ci/m"]),
            (#"{"tokenCache": "off"}"#, ["--token-cache", "off"]),
            (#"{"clientSecret": "file:s"}"#, ["--client-secret", "file:ci/s"]),
            (#"{"clientSecret": "env:S"}"#, ["--client-secret", "env:S"]),
            (#"{"vaultVar": {"a": "file:s"}}"#, ["--vault-var", "a=file:ci/s"]),
            (#"{"envVar": {"a": "file:s"}}"#, ["--env-var", "a=file:s"]),
        ])
    func paths(text: String, words: [String]) throws {
        let arguments = try Self.arguments(text, path: "ci/posthaste.json")
        let expected = try Self.arguments(words: words)
        #expect(OptionTableTests.fingerprint(arguments) == OptionTableTests.fingerprint(expected))
        let newmans = try Self.reader(text, path: "ci/newmanrc", isNewmans: true)
        #expect(newmans.layers.joined().compactMap(\.value).allSatisfy { !$0.contains("ci/") })
    }

    @Test func `Collections are named by one text or several`() throws {
        #expect(try Self.reader(#"{"collection": "c.json"}"#).collections == ["c.json"])
        #expect(
            try Self.reader(#"{"collection": ["a", "/b"]}"#, path: "x/y").collections
                == ["x/a", "/b"])
    }

    @Test(
        "What is wrong is said with its place",
        arguments: [
            (
                "{\n \"iterationcount\": 3}", "there is no option 'iterationcount'", 2,
                "did you mean 'iterationCount'?"
            ),
            (#"{"iteration-count": 3}"#, "there is no option", 1, "did you mean 'iterationCount'?"),
            (#"{"--folder": "A"}"#, "there is no option", 1, "did you mean 'folder'?"),
            (
                #"{"env": "e"}"#, "there is no option 'env'", 1,
                "did you mean 'environment' or 'envVar'?"
            ),
            (#"{"help": true}"#, "there is no option 'help'", 1, nil),
            (#"{"config": "x"}"#, "there is no option 'config'", 1, nil),
            (#"{"run": {"run": {}}}"#, "there is no option 'run'", 1, nil),
            (#"{"strict": "yes"}"#, "'strict' must be true or false, not a string", 1, nil),
            (
                #"{"environment": {"a": 1}}"#,
                "'environment' must be text, or an array of it, not an object", 1, nil
            ),
            (#"{"globals": ["a", "b"]}"#, "'globals' must be text, not an array", 1, nil),
            (#"{"folder": {"a": 1}}"#, "'folder' must be text, or an array of it", 1, nil),
            (
                #"{"envVar": ["a=1", ["a"]]}"#,
                "'envVar[1]' must be text as 'KEY=VALUE', not an array", 1, nil
            ),
            (#"{"folder": ["a", {}]}"#, "'folder[1]' must be text, not an object", 1, nil),
            (
                "{\"envVar\": {\"tenant\": 5,\n \"o\": {\"a\": 1}}}",
                "'envVar.o' must be text, a number, true or false, not an object", 2, nil
            ),
            (#"{"envVar": {"nul": null}}"#, "'envVar.nul' must be text, a number", 1, nil),
            (#"{"reporters": ["cli", {}]}"#, "'reporters[1]' must be text, not an object", 1, nil),
            (
                #"{"reporter": {"html": {"export": "a"}, "htmlextra": {"export": "b"}}}"#,
                "'--reporter-html-export' and '--reporter-htmlextra-export' name two files for one "
                    + "report", 1, nil
            ),
            (
                #"{"reporter": {"junit": {"exprot": "x"}}}"#,
                "there is no option '--reporter-junit-exprot'", 1, "--reporter-junit-export"
            ),
            (#"{"collection": 3}"#, "'collection' must be text, not a number", 1, nil),
            ("[]", "options must be a JSON object, not an array", 1, nil),
            ("", "not valid JSON: the file is empty", 1, "write the options as a JSON object"),
            ("{\n \"strict\": true,\n}", "a comma before the closing bracket", 2, nil),
        ] as [(String, String, Int, String?)])
    func mistakes(text: String, message: String, line: Int, help: String?) {
        do throws(InputError) {
            _ = try Self.reader(text)
            Issue.record("accepted")
        } catch {
            let diagnostic = error.diagnostics[0]
            #expect(diagnostic.message.contains(message), "\(diagnostic.message)")
            #expect(diagnostic.place.position?.line == line)
            #expect(diagnostic.place.lineText == nil)
            if let help { #expect(diagnostic.help.joined().contains(help), "\(diagnostic.help)") }
        }
    }

    @Test func `A key that Newman would pass over is a warning in its file`() throws {
        let reader = try Self.reader(
            #"{"iterationcount": 3, "reporter": {"junit": {"x": 1}, "slack": {"y": 2}}}"#,
            isNewmans: true)
        #expect(reader.findings.map(\.severity) == [.warning, .warning, .warning])
        #expect(reader.findings[0].help == ["did you mean 'iterationCount'?"])
        #expect(reader.layers.joined().isEmpty)
    }

    @Test func `A command takes from a file what it has an option for`() throws {
        let reader = try Self.reader(
            #"{"environment": "e", "strict": true, "reporter": {"junit": {"export": "x"}}}"#,
            options: RunArguments.authOptions)
        #expect(reader.layers.joined().map(\.option.name) == ["--environment"])
        #expect(reader.findings.isEmpty)
    }

    @Test(
        "Which files count",
        arguments: [
            (
                .standard,
                ["/etc/postman/newmanrc", "/h/.postman/newmanrc", ".newmanrc", "posthaste.json"]
            ),
            (.file("x"), ["/etc/postman/newmanrc", "/h/.postman/newmanrc", ".newmanrc", "x"]),
            (.none, []),
            (
                .file("./.newmanrc"),
                ["/etc/postman/newmanrc", "/h/.postman/newmanrc", "./.newmanrc"]
            ),
        ] as [(ConfigurationChoice, [String])])
    func files(choice: ConfigurationChoice, paths: [String]) {
        #expect(ConfigurationFile.files(of: choice, home: "/h").map(\.path) == paths)
    }

    @Test(
        "What a file that was only found needs trust for",
        arguments: [
            (#"{"resolve": "*:443:127.0.0.1"}"#, true), (#"{"insecure": true}"#, false),
            (#"{"insecure": false}"#, false), (#"{"issuer": "https://i"}"#, true),
            (#"{"sslExtraCaCerts": "a.pem"}"#, false), (#"{"allowInsecureHttp": true}"#, true),
            (#"{"reporter": {"prometheus": {"push": "http://g"}}}"#, true),
            (#"{"reporter": {"otlp": {"endpoint": "http://c"}}}"#, true),
            (#"{"proxy": "http://p"}"#, true), (#"{"tokenCache": "tokens"}"#, true),
            (#"{"tokenCache": false}"#, false), (#"{"reporters": "cli,./mine"}"#, true),
            (#"{"reporters": "cli,junit"}"#, false), (#"{"secret": {"a": "cmd:x"}}"#, true),
            (#"{"secret": {"a": "env:X"}}"#, false), (#"{"noproxy": "*"}"#, false),
        ])
    func trust(text: String, isNeeded: Bool) throws {
        let settings = try Self.reader(text).layers.joined()
        #expect(settings.contains(where: \.needsTrust) == isNeeded)
    }

    @Test func `An error after many warnings is an error`() {
        let unknown = (0..<60).map { #""unknown\#($0)": 1"# }.joined(separator: ", ")
        let error = #expect(throws: InputError.self) {
            try Self.reader(#"{\#(unknown), "iterationCount": {}}"#, isNewmans: true)
        }
        #expect(error?.diagnostics.last?.severity == .error)
        #expect(error?.diagnostics.count == 51)
    }
}
