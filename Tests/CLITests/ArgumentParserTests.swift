import Authentication
import CollectionModel
import HTTPModel
import Testing

@testable import CLI

struct ArgumentParserTests {
    static func parse(_ words: String...) throws(UsageError) -> ParsedArguments<RunArguments> {
        try ArgumentParser(options: RunArguments.options).parse(words, into: RunArguments())
    }

    @Test func `Every option of run is read in its long form`() throws {
        let parsed = try Self.parse(
            "c.json", "--environment", "e.json", "--globals=g.json", "--env-var", "a=b=c",
            "--env-var", "empty", "--global-var", "g=", "--collection-var", "c=d",
            "--iteration-data", "rows.csv", "--data-types", "strings", "--strict", "--folder", "F",
            "--folder", "G", "--exclude-folder", "X/Y", "--request-name", "^a", "--list",
            "--secret", "k=cmd:pass show k=v", "--dotenv", ".env", "--dotenv", "local.env",
            "--iteration-count", "3", "--seed", "42", "--reporters", "cli,junit",
            "--reporter-junit-export",
            "j.xml",
            "--insecure", "--working-dir", "wd", "--no-insecure-file-read", "--timeout-request",
            "500", "--timeout-script", "0", "--color", "on",
            "--cookie-jar", "in.json", "--export-cookie-jar", "out/", "--ignore-redirects",
            "--delay-request", "20", "--ssl-extra-ca-certs", "a.pem",
            "--ssl-client-cert", "c.pem", "--ssl-client-key", "k.pem",
            "--ssl-client-passphrase", "env:P", "--ssl-client-cert-list", "l.json",
            "--proxy", "socks5h://u:p@h:1", "--noproxy", "a,b", "--resolve", "h:80:127.0.0.1",
            "--resolve", "*:443:[::1],127.0.0.2", "--http-version", "2", "--connect-timeout", "7",
            "--max-time", "8", "--max-response-size", "3k",
            "--verbose", "--suppress-exit-code", "--oauth2-grant", "client_credentials",
            "--auth-timeout", "7", "--no-browser", "--access-token", "-", "--refresh-token",
            "file:r", "--client-secret", "env:S", "--token-cache", "off", "--audit-log", "a.jsonl")
        let arguments = parsed.arguments
        #expect(parsed.positionals == ["c.json"])
        #expect(arguments.environment == "e.json")
        #expect(arguments.globals == "g.json")
        #expect(
            arguments.environmentVariables == [
                .init(key: "a", value: "b=c"), .init(key: "empty", value: nil),
            ])
        #expect(arguments.globalVariables == [.init(key: "g", value: "")])
        #expect(arguments.collectionVariables == [.init(key: "c", value: "d")])
        #expect(arguments.iterationData == "rows.csv")
        #expect(arguments.dataTypes == .strings)
        #expect(arguments.isStrict)
        #expect(arguments.excludedFolders == ["X/Y"] && arguments.requestNames == ["^a"])
        #expect(arguments.isListing && arguments.dotenvFiles == [".env", "local.env"])
        #expect(arguments.secrets == [.init(name: "k", source: .command("pass show k=v"))])
        #expect(arguments.folders == ["F", "G"])
        #expect(arguments.cookieJar == "in.json")
        #expect(arguments.exports.cookieJar == "out/")
        #expect(arguments.ignoresRedirects)
        #expect(arguments.iterationCount == 3)
        #expect(arguments.seed == 42)
        #expect(arguments.reporters == [.cli, .junit])
        #expect(arguments.reportPaths == [.junit: "j.xml"])
        #expect(arguments.workingDirectory == "wd" && arguments.confinesBodyFiles)
        #expect(arguments.isVerbose && arguments.suppressesExitCode && arguments.ignoresRedirects)
        #expect(arguments.delayMilliseconds == 20)
        let network = arguments.network
        #expect(network.isInsecure && network.extraAuthorities == "a.pem")
        #expect(network.clientCertificate == "c.pem" && network.clientKey == "k.pem")
        #expect(network.clientPassphrase == "env:P" && network.clientCertificateList == "l.json")
        #expect(network.proxy == "socks5h://u:p@h:1" && network.directHosts == "a,b")
        #expect(network.hostAddresses.count == 2 && network.httpVersion == .http2)
        #expect(network.connectTimeoutMilliseconds == 7 && network.maxMilliseconds == 8)
        #expect(network.requestTimeoutMilliseconds == 500 && network.maxResponseSize == 3072)
        #expect(arguments.scriptTimeoutMilliseconds == 0)
        #expect(arguments.color == .on)
        #expect(arguments.overrides.grant == .clientCredentials)
        #expect(arguments.overrides.signInTimeoutSeconds == 7)
        #expect(!arguments.opensBrowser)
        let secrets = arguments.tokenSecrets
        #expect(secrets.all == [.standardInput, .file("r"), .environment("S")])
        #expect(arguments.tokenCache == "off" && arguments.auditLog == "a.jsonl")
    }

    @Test func `Short options are read apart and together`() throws {
        let parsed = try Self.parse(
            "-kx", "-n3", "-e", "e", "-g=g", "-d", "-", "-r", "junit", "--", "-odd")
        #expect(parsed.arguments.iterationData == "-")
        #expect(parsed.arguments.network.isInsecure && parsed.arguments.suppressesExitCode)
        #expect(parsed.arguments.iterationCount == 3)
        #expect(parsed.arguments.environment == "e")
        #expect(parsed.arguments.globals == "g")
        #expect(parsed.arguments.reporters == [.junit])
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
            (["--max-response-size", "1T"], "must be a size as 512M or 2G, not '1T'", nil),
            (["--max-response-size", "99999999999G"], "must be a size", nil),
            (["--max-time", "-1"], "option '--max-time' needs a value", nil),
            (["--verbose=1"], "option '--verbose' takes no value", nil),
            (["--color", "blue"], "auto, on or off, not 'blue'", nil),
            (
                ["--data-types", "string"], "numbers or strings, not 'string'",
                "did you mean 'strings'?"
            ),
            (["-r", "cli,junti"], "there is no reporter 'junti'", "did you mean 'junit'?"),
            (["--oauth2-grant", "clientcredentials"], "must be one of", nil),
            (
                ["--secret", "k=hunter2"],
                "'--secret' must be NAME=env:VARIABLE, NAME=file:PATH or", nil
            ),
            (["--secret", "k=-"], "'--secret' must be NAME=env:VARIABLE", nil),
            (["--secret", "=env:A"], "'--secret' must be NAME=env:VARIABLE", nil),
            (
                ["--vault-var", "hunter2"], "'--vault-var' must be NAME=env:VARIABLE",
                "no place on a"
            ),
            (["--client-assertion", "token"], "must be github[:AUDIENCE], file:PATH", nil),
            (["--client-assertion", "env:"], "not 'env:'", nil),
            (["--timeout-request", "x"], "must be a whole number, not 'x'", nil),
            (["-folder", "F"], "unknown option '-folder'", "did you mean '--folder'?"),
            (["-environment", "e"], "unknown option '-environment'", "'--environment'"),
            (["-X"], "unknown option '-X'", "did you mean '-x'?"),
            (["--env", "e"], "unknown option '--env'", "'--environment' or '--env-var'"),
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
        "An optional value may be left out at the end, and before another option",
        arguments: [
            (["--timeout-script"], nil), (["--timeout-script", "5"], 5),
            (["--timeout-script=5"], 5),
            (["--timeout-script", "-x"], nil), (["--timeout-script", "0"], 0),
        ] as [([String], Int?)])
    func optionalValues(words: [String], value: Int?) throws {
        let parsed = try ArgumentParser(options: RunArguments.options)
            .parse(words, into: RunArguments())
        #expect(parsed.arguments.scriptTimeoutMilliseconds == value)
        #expect(parsed.arguments.suppressesExitCode == words.contains("-x"))
    }
}
