import JSON
import Testing

@testable import CollectionModel

/// Requests of command lines for curl.
struct CurlImportTests {
    /// The method and address of a request, its headers, and its body.
    private static func text(_ imported: ImportedRequest) -> String {
        let request = imported.request
        let json = DefinitionWriter.json(request)
        let body = json["body"].map { " " + JSONWriter.compact($0) } ?? ""
        let headers = request.headers.map { " \($0.key)=\($0.value)" }.joined()
        let behavior = imported.behavior.map { " " + JSONWriter.compact($0) } ?? ""
        return "\(request.method) \(request.url.text)\(headers)\(body)\(behavior)"
    }

    /// The type of a request's authorization, with its parameters.
    private static func authorization(_ imported: ImportedRequest) -> String {
        guard let authorization = imported.request.authorization else { return "none" }
        let parameters = authorization.parameters.map { " \($0.key)=\($0.value.string ?? "")" }
        return authorization.type + parameters.joined()
    }

    @Test(
        "Data in a file is sent with POST; only an upload replaces what is there",
        arguments: [
            (
                "-d @f",
                #"POST http://h Content-Type=application/x-www-form-urlencoded {"mode":"file","file":{"src":"f"}}"#
            ),
            (
                "--data-binary @f -H 'content-type: a/b'",
                #"POST http://h content-type=a/b {"mode":"file","file":{"src":"f"}}"#
            ),
            (
                "--json @f",
                #"POST http://h Content-Type=application/json Accept=application/json {"mode":"file","file":{"src":"f"}}"#
            ),
            ("-T f", #"PUT http://h {"mode":"file","file":{"src":"f"}}"#),
            ("-d ''", "POST http://h"),
        ])
    func files(words: String, expected: String) throws {
        let imported = try CurlImport("curl h " + words)
        #expect(imported.requests.map(Self.text) == [expected])
        #expect(imported.losses.isEmpty)
    }

    @Test(
        "The value of an option is not an address, and is not shown",
        arguments: [
            ("--proxy-user u:secret", "--proxy-user"), ("-U u:secret", "-U"),
            ("-x http://u:secret@proxy", "-x"), ("-xsecret", "-x"),
            ("-E cert.pem:secret", "-E"), ("--cert=secret", "--cert"),
            ("--noproxy secret", "--noproxy"), ("--pass secret", "--pass"),
            ("-sSU u:secret", "-U"), ("-n", "-n"),
        ])
    func values(words: String, option: String) throws {
        let imported = try CurlImport("curl \(words) https://h/a")
        #expect(imported.requests.map(Self.text) == ["GET https://h/a"])
        #expect(imported.losses == ["'\(option)'"])
    }

    @Test(
        "An option with an equivalent in a request becomes that",
        arguments: [
            ("-r 0-99", "GET http://h Range=bytes=0-99"),
            ("-b a=1 -b b=2", "GET http://h Cookie=a=1; b=2"),
            (
                "--form-string 'n=@home'",
                #"POST http://h {"mode":"formdata","formdata":[{"key":"n","value":"@home","type":"text"}]}"#
            ),
            (
                "-d a=1 --data-urlencode '=b c'",
                #"POST http://h Content-Type=application/x-www-form-urlencoded {"mode":"raw","raw":"a=1&b+c","options":{"raw":{"language":"text"}}}"#
            ),
            (
                "--json '[1,' --json '2]'",
                #"POST http://h Content-Type=application/json Accept=application/json {"mode":"raw","raw":"[1,2]","options":{"raw":{"language":"json"}}}"#
            ),
            (
                "-H 'Content-Type: a/b' --data-raw '--x\ny=\"1\"'",
                #"POST http://h Content-Type=a/b {"mode":"raw","raw":"--x\ny=\"1\"","options":{"raw":{"language":"text"}}}"#
            ),
        ])
    func equivalents(words: String, expected: String) throws {
        let imported = try CurlImport("curl h " + words)
        #expect(imported.requests.map(Self.text) == [expected])
        #expect(imported.losses.isEmpty)
    }

    @Test func `A token becomes the authorization`() throws {
        let imported = try CurlImport("curl --oauth2-bearer T https://h")
        #expect(imported.requests.map(Self.authorization) == ["bearer token=T"])
    }

    @Test(
        "What is in files that no request can name is lost",
        arguments: [
            ("-b cookies.txt", "the cookies in a file", "GET http://h"),
            ("-H @f", "the headers in a file", "GET http://h"),
            (
                "-d @f -d x=1", "a file next to other data, or for the address",
                #"POST http://h {"mode":"urlencoded","urlencoded":[{"key":"x","value":"1","type":"text"}]}"#
            ),
            ("-G -d @f", "a file next to other data, or for the address", "GET http://h"),
            ("--data-urlencode n@f", "a file of '--data-urlencode'", "POST http://h"),
            ("-d @-", "a file of '-d'", "POST http://h"),
            (
                "-F 'n=<f'", "the text in a file of '-F'",
                #"POST http://h {"mode":"formdata","formdata":[{"key":"n","value":"","type":"text"}]}"#
            ),
            (
                "-F 'n=a;b'", "what follows a semicolon of '-F'",
                #"POST http://h {"mode":"formdata","formdata":[{"key":"n","value":"a","type":"text"}]}"#
            ),
        ])
    func losses(words: String, loss: String, expected: String) throws {
        let imported = try CurlImport("curl h " + words)
        #expect(imported.losses == [loss])
        #expect(imported.requests.map(Self.text) == [expected])
    }

    // MARK: Authorization

    @Test(
        "An account goes to the scheme that the command names, and to no other",
        arguments: [
            ("-u a:b", "basic username=a password=b"),
            ("--basic -u a", "basic username=a password="),
            ("--digest -u a:b:c", "digest username=a password=b:c"),
            ("-u 'd\\a:b' --ntlm", #"ntlm username=d\a password=b"#),
            (
                "--aws-sigv4 aws:amz:eu-west-1:s3 -u k:s",
                "awsv4 accessKey=k secretKey=s region=eu-west-1 service=s3"
            ),
            (
                "--aws-sigv4 aws:amz -u k:s",
                "awsv4 accessKey=k secretKey=s region=eu-west-1 service=lambda"
            ),
            ("-H 'Authorization: own' --digest -u a:b", "none"),
            ("--digest", "none"),
        ])
    func schemes(words: String, expected: String) throws {
        let imported = try CurlImport("curl http://lambda.eu-west-1.example " + words)
        #expect(imported.requests.map(Self.authorization) == [expected])
        #expect(imported.losses.isEmpty)
    }

    @Test(
        "An account is lost if no type of authorization does the same",
        arguments: [
            ("--anyauth -u a:b", "'--anyauth'"),
            ("--negotiate -u a:b", "'--negotiate'"),
            ("--digest --ntlm -u a:b", "'--digest' or '--ntlm'"),
            ("--digest --oauth2-bearer t", "'--digest' or '--oauth2-bearer'"),
            ("--aws-sigv4 osc -u a:b", "'--aws-sigv4'"),
            ("--aws-sigv4 aws:amz -u a:b", "'--aws-sigv4'"),
        ])
    func lostSchemes(words: String, loss: String) throws {
        let imported = try CurlImport("curl http://h " + words)
        #expect(imported.requests.map(Self.authorization) == ["none"])
        #expect(imported.losses == ["authorization by " + loss])
    }

    @Test func `The account of an address is not left to basic authorization`() throws {
        let imported = try CurlImport("curl --digest http://a:b%3A@h; curl --anyauth http://a:b@h")
        #expect(imported.requests.map(Self.text) == ["GET http://h", "GET http://h"])
        #expect(
            imported.requests.map(Self.authorization)
                == ["digest username=a password=b:", "none"])
        #expect(imported.losses == ["authorization by '--anyauth' (line 1)"])
    }

    // MARK: Bytes

    @Test(
        "A request sends the bytes that curl sends",
        arguments: [
            (
                #"-X GET -H 'Content-Type: application/json' -d '{"a":1}'"#,
                #"GET http://h Content-Type=application/json {"mode":"raw","raw":"{\"a\":1}","options":{"raw":{"language":"json"}}} {"disableBodyPruning":true}"#
            ),
            (
                "-d a=1 -d b=x%20y",
                #"POST http://h {"mode":"urlencoded","urlencoded":[{"key":"a","value":"1","type":"text"},{"key":"b","value":"x y","type":"text"}]}"#
            ),
            (
                #"-d '{"a":1}'"#,
                #"POST http://h Content-Type=application/x-www-form-urlencoded {"mode":"raw","raw":"{\"a\":1}","options":{"raw":{"language":"text"}}}"#
            ),
            (
                "-d 'a=1&b=2&a=3'",
                #"POST http://h Content-Type=application/x-www-form-urlencoded {"mode":"raw","raw":"a=1&b=2&a=3","options":{"raw":{"language":"text"}}}"#
            ),
            (
                "-d a=1 -H Content-Type:",
                #"POST http://h {"mode":"raw","raw":"a=1","options":{"raw":{"language":"text"}}} {"disabledSystemHeaders":{"content-type":true}}"#
            ),
            ("-H 'X-A;' -H X-B -H 'X-C: ;'", "GET http://h X-A= X-C=;"),
            (
                "-H 'Accept: ' -A ''",
                #"GET http://h {"disabledSystemHeaders":{"accept":true,"user-agent":true}}"#
            ),
            ("-H Accept: -H 'Accept: a/b'", "GET http://h Accept=a/b"),
            (
                #"-F 'j={"a":1};type=application/json; charset=utf-8'"#,
                #"POST http://h {"mode":"formdata","formdata":[{"key":"j","value":"{\"a\":1}","type":"text","contentType":"application/json; charset=utf-8"}]}"#
            ),
            (
                #"-F 't="a;\"b\""' -F 'u= a"b '"#,
                #"POST http://h {"mode":"formdata","formdata":[{"key":"t","value":"a;\"b\"","type":"text"},{"key":"u","value":"a\"b","type":"text"}]}"#
            ),
            (
                #"-F 'f=@a,b;filename="c;d";type=e/f'"#,
                #"POST http://h {"mode":"formdata","formdata":[{"key":"f","type":"file","src":["a","b"],"contentType":"e/f","fileName":"c;d"}]}"#
            ),
        ])
    func bytes(words: String, expected: String) throws {
        let imported = try CurlImport("curl h " + words)
        #expect(imported.requests.map(Self.text) == [expected])
        #expect(imported.losses.isEmpty)
    }

    // MARK: Several requests

    @Test(
        "Each address becomes a request, and --next begins with other options",
        arguments: [
            ("-X PUT h/1 h/2", ["PUT http://h/1", "PUT http://h/2"]),
            (
                "-T f h/1 h/2",
                [#"PUT http://h/1 {"mode":"file","file":{"src":"f"}}"#, "GET http://h/2"]
            ),
            ("-H A:1 h/1 --next -H B:2 h/2", ["GET http://h/1 A=1", "GET http://h/2 B=2"]),
            ("-I h/1 -: h/2", ["HEAD http://h/1", "GET http://h/2"]),
            ("h/1 > h/2 2>&1", ["GET http://h/1"]),
            ("h/1 2>>log h/2", ["GET http://h/1", "GET http://h/2"]),
        ])
    func several(words: String, expected: [String]) throws {
        let imported = try CurlImport("curl " + words)
        #expect(imported.requests.map(Self.text) == expected)
        #expect(imported.losses.isEmpty)
    }

    @Test func `What is lost has the lines of its commands`() throws {
        let imported = try CurlImport(
            "# Two.\ncurl -n \\\n -k h\n\ncurl \\\n -n i -n\ncurl h")
        #expect(
            imported.losses == ["'-n' (lines 2, 5)", "'-k'; give --insecure when you run (line 2)"])
    }

    @Test(
        "A command for a shell of Windows is refused",
        arguments: [
            ("curl ^\"http://h^\" -H ^\"A: 1^\"", "cmd"),
            ("curl \"http://h\" ^\r\n -H \"A: 1\"", "cmd"),
            ("curl http://h?a=1^&b=2", "cmd"),
            ("curl.exe http://h `\r\n -H 'A: 1'", "PowerShell"),
            (#"curl.exe http://h -d "{`"a`":1}""#, "PowerShell"),
            ("Invoke-WebRequest -Uri \"http://h\" `\n -Method \"PUT\"", "PowerShell"),
        ])
    func windows(command: String, shell: String) {
        let error = #expect(throws: CurlImport.WindowsCommand.self) {
            try CurlImport("curl http://h\n" + command)
        }
        #expect(error?.shell == shell)
        #expect(error?.line == 2)
    }

    @Test func `A caret or a substitution of a Unix shell is not refused`() throws {
        let imported = try CurlImport(#"curl h/a^b -H "A: `date`" -H B:`date`"#)
        #expect(imported.requests.map(Self.text) == ["GET http://h/a^b A=`date` B=`date`"])
    }
}
