import JSON
import Testing

@testable import CollectionModel

/// Requests of command lines for curl.
struct CurlImportTests {
    /// The method and address of a request, its headers, and its body.
    private static func text(_ request: RequestDefinition) -> String {
        let json = DefinitionWriter.json(request)
        let body = json["body"].map { " " + JSONWriter.compact($0) } ?? ""
        let headers = request.headers.map { " \($0.key)=\($0.value)" }.joined()
        return "\(request.method) \(request.url.text)\(headers)\(body)"
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
    func files(words: String, expected: String) {
        let imported = CurlImport("curl h " + words)
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
            ("-sSU u:secret", "-U"), ("--aws-sigv4 secret", "--aws-sigv4"), ("-n", "-n"),
        ])
    func values(words: String, option: String) {
        let imported = CurlImport("curl \(words) https://h/a")
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
                #"POST http://h {"mode":"urlencoded","urlencoded":[{"key":"a","value":"1","type":"text"},{"key":"b c","value":"","type":"text"}]}"#
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
    func equivalents(words: String, expected: String) {
        let imported = CurlImport("curl h " + words)
        #expect(imported.requests.map(Self.text) == [expected])
        #expect(imported.losses.isEmpty)
    }

    @Test func `A token becomes the authorization`() {
        let imported = CurlImport("curl --oauth2-bearer T https://h")
        #expect(imported.requests.map(\.authorization?.type) == ["bearer"])
        #expect(imported.requests.first?.authorization?["token"]?.string == "T")
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
            ("http://u:secret@i", "another address of the same command", "GET http://h"),
        ])
    func losses(words: String, loss: String, expected: String) {
        let imported = CurlImport("curl h " + words)
        #expect(imported.losses == [loss])
        #expect(imported.requests.map(Self.text) == [expected])
    }
}
