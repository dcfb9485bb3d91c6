import CollectionModel
import HTTPModel
import OAuth2
import Testing

@testable import CLI

struct ArgumentParserTests {
    static func parse(_ words: String...) throws(UsageError) -> ParsedArguments<RunArguments> {
        try ArgumentParser(options: RunArguments.options).parse(words, into: RunArguments())
    }

    @Test func `Options for inputs and variables are read in their long form`() throws {
        let parsed = try Self.parse(
            "c.json", "--environment", "e.json", "--globals=g.json", "--iteration-data", "rows.csv",
            "--data-types", "strings", "--data-delimiter", ";", "--cookie-jar", "in.json",
            "--env-var", "a=b=c", "--env-var", "empty=", "--global-var", "g=",
            "--collection-var", "c=d", "--secret", "k=cmd:pass show k=v",
            "--dotenv", ".env", "--dotenv", "local.env")
        #expect(parsed.positionals == ["c.json"])
        let inputs = parsed.arguments.inputs
        #expect(inputs.environments == ["e.json"] && inputs.globals == "g.json")
        #expect(inputs.iterationData == "rows.csv" && inputs.dataTypes == .strings)
        #expect(inputs.dataDelimiter == .character(UInt8(ascii: ";")))
        #expect(inputs.cookieJar == "in.json")
        let variables = parsed.arguments.variables
        #expect(
            variables.environment == [
                .init(key: "a", value: "b=c"), .init(key: "empty", value: ""),
            ])
        #expect(variables.globals == [.init(key: "g", value: "")])
        #expect(variables.collection == [.init(key: "c", value: "d")])
        #expect(variables.secrets == [.init(name: "k", source: .command("pass show k=v"))])
        #expect(variables.dotenvFiles == [".env", "local.env"])
    }

    @Test func `Options for what runs are read in their long form`() throws {
        let arguments = try Self.parse(
            "--folder", "F", "--folder", "G", "--exclude-folder", "X/Y", "--request-name", "^a",
            "--list", "--iteration-count", "3", "--seed", "42", "--strict",
            "--suppress-exit-code", "--working-dir", "wd", "--no-insecure-file-read",
            "--ignore-redirects", "--delay-request", "20", "--timeout-script", "0"
        ).arguments
        let selection = arguments.selection
        #expect(selection.folders == ["F", "G"] && selection.excludedFolders == ["X/Y"])
        #expect(selection.requestNames == ["^a"] && selection.isListing)
        #expect(selection.iterationCount == 3 && selection.seed == 42)
        #expect(arguments.control.isStrict && arguments.control.suppressesExitCode)
        let requests = arguments.requests
        #expect(requests.workingDirectory == "wd" && requests.confinesBodyFiles)
        #expect(requests.ignoresRedirects && requests.delayMilliseconds == 20)
        #expect(arguments.scripts.timeoutMilliseconds == 0)
    }

    @Test func `Options for the network are read in their long form`() throws {
        let network = try Self.parse(
            "--insecure", "--ssl-extra-ca-certs", "a.pem", "--ssl-client-cert", "c.pem",
            "--ssl-client-key", "k.pem", "--ssl-client-passphrase", "env:P",
            "--ssl-client-cert-list", "l.json", "--proxy", "socks5h://u:p@h:1",
            "--noproxy", "a,b", "--resolve", "h:80:127.0.0.1",
            "--resolve", "*:443:[::1],127.0.0.2", "--http-version", "2", "--connect-timeout", "7",
            "--max-time", "8", "--timeout-request", "500", "--max-response-size", "3k"
        ).arguments.network
        #expect(network.isInsecure && network.extraAuthorities == "a.pem")
        #expect(network.clientCertificate == "c.pem" && network.clientKey == "k.pem")
        #expect(network.clientPassphrase == "env:P" && network.clientCertificateList == "l.json")
        #expect(network.proxy == "socks5h://u:p@h:1" && network.directHosts == "a,b")
        #expect(network.hostAddresses.count == 2 && network.httpVersion == .http2)
        #expect(network.connectTimeoutMilliseconds == 7 && network.maxMilliseconds == 8)
        #expect(network.requestTimeoutMilliseconds == 500 && network.maxResponseSize == 3072)
    }

    @Test func `Options for tokens and reports are read in their long form`() throws {
        let arguments = try Self.parse(
            "--oauth2-grant", "client_credentials", "--auth-timeout", "7", "--no-browser",
            "--access-token", "-", "--refresh-token", "file:r", "--client-secret", "env:S",
            "--token-cache", "off", "--audit-log", "a.jsonl", "--reporters", "cli,junit",
            "--reporter-junit-export", "j.xml", "--color", "on", "--verbose",
            "--export-cookie-jar", "out/"
        ).arguments
        let tokens = arguments.tokens
        #expect(tokens.overrides.grant == .clientCredentials)
        #expect(tokens.overrides.signInTimeoutSeconds == 7 && !tokens.opensBrowser)
        #expect(tokens.secrets.all == [.standardInput, .file("r"), .environment("S")])
        #expect(tokens.cache == "off" && tokens.auditLog == "a.jsonl")
        #expect(arguments.reports.names == [.cli, .junit])
        #expect(arguments.reports.paths[.junit] == "j.xml")
        #expect(arguments.terminal.color == .on && arguments.terminal.isVerbose)
        #expect(arguments.exports.cookieJar == "out/")
    }

    @Test func `Short options are read apart and together`() throws {
        let parsed = try Self.parse(
            "-kx", "-n3", "-e", "e", "-g=g", "-d", "-", "-r", "junit", "--", "-odd")
        #expect(parsed.arguments.inputs.iterationData == "-")
        #expect(parsed.arguments.network.isInsecure && parsed.arguments.control.suppressesExitCode)
        #expect(parsed.arguments.selection.iterationCount == 3)
        #expect(parsed.arguments.inputs.environments == ["e"])
        #expect(parsed.arguments.inputs.globals == "g")
        #expect(parsed.arguments.reports.names == [.junit])
        #expect(parsed.positionals == ["-odd"])
    }

    @Test(
        "What is wrong with a command line is said, with what may have been meant",
        arguments: [
            (
                ["--enviroment", "e"], "unknown option '--enviroment'",
                "did you mean '--environment'?"
            ),
            (["-z"], "unknown option '-z'", nil), (["-n", "0"], "above 0, not '0'", nil),
            (["-n", "abc"], "above 0, not 'abc'", nil),
            (["--seed", "x"], "a whole number, not 'x'", nil),
            (["-e"], "option '-e' needs a value", "-e FILE"),
            (["-e", "-k"], "option '-e' needs a value", nil),
            (["--proxy", "gopher://u:hidden@h"], "'--proxy' must be the address of a proxy", nil),
            (["--resolve", "h:80"], "'--resolve' must be HOST:PORT:ADDRESS, not 'h:80'", nil),
            (["--resolve", "h:80:name"], "HOST:PORT:ADDRESS, not 'h:80:name'", nil),
            (["--resolve", "h:x:::1"], "HOST:PORT:ADDRESS, not 'h:x:::1'", nil),
            (["--http-version", "3"], "must be 1.0, 1.1, 2 or auto, not '3'", nil),
            (["--max-response-size", "1T"], "must be a size such as 512M or 2G, not '1T'", nil),
            (["--max-response-size", "99999999999G"], "must be a size", nil),
            (["--max-time", "-1"], "must be a time such as 500ms, 5s or 2m, not '-1'", nil),
            (["--verbose=1"], "option '--verbose' takes no value", nil),
            (["--color", "blue"], "auto, on or off, not 'blue'", nil),
            (
                ["--data-types", "string"], "numbers or strings, not 'string'",
                "did you mean 'strings'?"
            ),
            (["-r", "junti"], "there is no reporter 'junti'", "did you mean 'junit'?"),
            (["-r", ","], "'--reporters' names no report", nil),
            (["--env-var", "x"], "'--env-var' must be KEY=VALUE", "'--env-var KEY='"),
            (["--global-var", "=v"], "'--global-var' must be KEY=VALUE", nil),
            (["--data-delimiter", "ab"], "must be one ASCII character other than", nil),
            (["--data-delimiter", "§"], "must be one ASCII character other than", nil),
            (["--timeout", "5 s"], "must be a time such as 500ms, 5s or 2m, not '5 s'", nil),
            (["--timeout", "1.5ms"], "must be a time", nil), (["--max-time", "s"], "a time", nil),
            (["--max-time", "1e3"], "a time", nil), (["--auth-timeout", "0"], "a second", nil),
            (["--oauth2-grant", "clientcredentials"], "must be one of", nil),
            (
                ["--secret", "k=hunter2"],
                "'--secret' must be NAME=env:VARIABLE, NAME=file:PATH or", nil
            ),
            (["--secret", "k=-"], "'--secret' must be NAME=env:VARIABLE", nil),
            (["--secret", "=env:A"], "'--secret' must be NAME=env:VARIABLE", nil),
            (
                ["--vault-var", "hunter2"], "'--vault-var' must be NAME=env:VARIABLE",
                "do not write the secret itself"
            ),
            (
                ["--client-assertion", "token"],
                "must be one of github[:AUDIENCE], azure-pipelines", nil
            ),
            (["--client-assertion", "env:"], "not 'env:'", nil),
            (["--timeout-request", "x"], "must be a time such as 500ms, 5s or 2m, not 'x'", nil),
            (["-folder", "F"], "unknown option '-folder'", "did you mean '--folder'?"),
            (["-environment", "e"], "unknown option '-environment'", "'--environment'"),
            (["-X"], "unknown option '-X'", "did you mean '-x'?"),
            (["--env", "e"], "unknown option '--env'", "'--environment' or '--env-var'"),
            (["--each-env", "e"], "unknown option '--each-env'", "'--each-environment'?"),
            (["--timeou", "5"], "unknown option '--timeou'", "did you mean '--timeout'?"),
            (["--data=d"], "unknown option '--data'", "did you mean '--iteration-data'?"),
            (["--reporter", "cli"], "unknown option '--reporter'", "did you mean '--reporters'?"),
            (["--ssl-client"], "unknown option '--ssl-client'", "'--ssl-client-cert' or"),
            (
                ["--reporter-junit-exprot", "j"], "unknown option '--reporter-junit-exprot'",
                "'--reporter-junit-export'"
            ),
            (["--reporter-exprot", "j"], "unknown option '--reporter-exprot'", nil),
        ] as [([String], String, String?)])
    func mistakes(words: [String], message: String, help: String?) {
        do throws(UsageError) {
            _ = try ArgumentParser(options: RunArguments.options).parse(words, into: RunArguments())
            Issue.record("accepted")
        } catch {
            #expect(error.message.contains(message))
            if let help { #expect(error.help.contains { $0.contains(help) }) }
        }
    }

    @Test(
        "A time has a unit, or is in milliseconds",
        arguments: [
            ("500", 500), ("500ms", 500), ("5s", 5_000), ("1.5s", 1_500), ("2m", 120_000),
            ("1h", 3_600_000), ("0", 0), ("0s", 0), ("5S", 5_000),
        ])
    func times(text: String, milliseconds: Int) throws {
        let arguments = try Self.parse("--timeout", text, "--delay-request", text).arguments
        #expect(arguments.control.timeoutMilliseconds == milliseconds)
        #expect(arguments.requests.delayMilliseconds == milliseconds)
    }

    @Test func `A time of a sign-in without a unit is in seconds`() throws {
        func seconds(_ text: String) throws -> Int? {
            try Self.parse("--auth-timeout", text).arguments.tokens.overrides.signInTimeoutSeconds
        }
        #expect(try seconds("90") == 90)
        #expect(try seconds("5m") == 300)
        #expect(try seconds("1500ms") == 1)
    }

    @Test func `An unknown reporter among known ones is kept for a warning`() throws {
        let reports = try Self.parse("-r", "cli, slack,junti").arguments.reports
        #expect(reports.names == [.cli] && reports.unknown == ["slack", "junti"])
        #expect(reports.unknownReporters[1].help.contains("did you mean 'junit'?"))
    }

    @Test(
        "An optional value may be left out at the end, and before another option",
        arguments: [
            (["--timeout-script"], nil), (["--timeout-script", "5"], 5),
            (["--timeout-script=5"], 5),
            (["--timeout-script", "-x"], nil), (["--timeout-script", "0"], 0),
        ] as [([String], Int?)])
    func optionalValues(words: [String], value: Int?) throws {
        let parsed = try ArgumentParser(options: RunArguments.options)
            .parse(words, into: RunArguments())
        #expect(parsed.arguments.scripts.timeoutMilliseconds == value)
        #expect(parsed.arguments.control.suppressesExitCode == words.contains("-x"))
    }

    @Test(
        "A word that is meant as a value is not taken for a file",
        arguments: [
            (["--suppress-exit-code", "1", "c.json"], "leave '1' out"),
            (["-k", "false", "c.json"], "to turn it off, leave the option out"),
            (["c.json", "-kx", "TRUE"], "leave 'TRUE' out"),
            (["c.json", "--reporters", "cli", "json"], "give '--reporters cli,json'"),
            (["c.json", "-e", ""], "the variable may not be set"),
            (["c.json", "--folder="], "the variable may not be set"),
            (["c.json", "--reporter-junit-export", ""], "the variable may not be set"),
            (["c.json", ""], "the variable may not be set"),
        ])
    func strayValues(words: [String], help: String) {
        do throws(UsageError) {
            _ = try ArgumentParser(options: RunArguments.options)
                .parse(words, into: RunArguments())
            Issue.record("accepted")
        } catch {
            #expect(error.help.count == 1)
            #expect(error.help.joined().contains(help), "\(error)")
        }
    }

    @Test(
        "A word that names a file, or that no option before it may want, is an operand",
        arguments: [
            ["-k", "c.json"], ["c.json", "true"], ["-k", "--", "1"], ["-r", "cli", "c.json"],
            ["-n", "1", "1"], ["-k", "/dev/null"],
        ])
    func operands(words: [String]) throws {
        let parsed = try ArgumentParser(options: RunArguments.options)
            .parse(words, into: RunArguments())
        #expect(parsed.positionals.last == words.last)
    }
}
