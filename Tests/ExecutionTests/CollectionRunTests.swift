import Diagnostics
import Execution
import HTTPModel
import JSON
import RunModel
import Testing
import Variables

struct CollectionRunTests {
    /// A request item with scripts, as JSON.
    static func item(
        _ name: String, prerequest: String? = nil, test: String? = nil, more: String = ""
    )
        -> String
    {
        let scripts = [("prerequest", prerequest), ("test", test)].compactMap { listen, code in
            code.map { "{\"listen\": \"\(listen)\", \"script\": \(JSONWriter.quoted($0))}" }
        }
        let events = scripts.joined(separator: ",")
        return
            #"{"name": "\#(name)", "request": {"url": "http://h/\#(name)" \#(more)}, "event": [\#(events)]}"#
    }

    @Test func `Scripts run from the collection inwards, around the request`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "event": [{"listen": "prerequest", "script": "1"}, {"listen": "test", "script": "pm.test('t', () => {})"}],
            "item": [{"name": "F", "event": [{"listen": "prerequest", "script": "2"}],
                      "item": [\#(Self.item("a", prerequest: "3", test: "4"))]}]
            """#)
        #expect(
            fixture.outline == [
                "start", "iteration 0", "item F / a", "prerequest of C", "prerequest of F",
                "prerequest of a", "item", "test t", "test of C", "test of a", "item end",
                "iteration end", "end",
            ])
    }

    @Test func `Variables set by scripts count for what follows`() throws {
        let fixture = RunFixture()
        let set = "pm.environment.set('x', pm.info.iteration); pm.collectionVariables.set('y', 'b')"
        var settings = fixture.settings
        settings.iterationCount = 2
        var run = fixture
        run.settings = settings
        try run.run(
            #""variable": [{"key": "y", "value": "a"}], "item": [{"name": "1", "request": "http://h/{{x}}/{{y}}"}, \#(Self.item("s", prerequest: set))]"#
        )
        #expect(run.paths == ["/%7B%7Bx%7D%7D/a", "/s", "/0/b", "/s"])
        #expect(run.warnings == ["variable 'x' is not defined"])
    }

    @Test func `A pre-request script changes the request that is sent, this once`() throws {
        var fixture = RunFixture()
        fixture.settings.iterationCount = 2
        let script = """
            if (pm.info.iteration === 0) {
                pm.request.headers.add({key: 'X-New', value: '{{v}}'});
                pm.request.url.query.add({key: 'q', value: '1'});
                pm.request.method = 'DELETE';
            }
            """
        fixture.scopes.environment.set("v", .string("1"))
        try fixture.run(#""item": [\#(Self.item("a", prerequest: script))]"#)
        #expect(fixture.paths == ["/a?q=1", "/a"])
        #expect(fixture.network.requests.map(\.method) == ["DELETE", "GET"])
        #expect(fixture.network.requests.map { $0.headers["X-New"] } == ["1", nil])
    }

    @Test(
        "The next request is chosen by scripts",
        arguments: [
            ("pm.execution.setNextRequest('c')", ["/a", "/c"]),
            ("pm.execution.setNextRequest(null)", ["/a"]),
            ("postman.setNextRequest('nope')", ["/a"]),
            ("pm.execution.setNextRequest(undefined)", ["/a", "/b", "/c"]),
        ])
    func nextRequest(script: String, expected: [String]) throws {
        let fixture = RunFixture()
        try fixture.run(
            #""item": [\#(Self.item("a", test: script)), \#(Self.item("b")), \#(Self.item("c"))]"#)
        #expect(fixture.paths == expected)
        #expect(fixture.warnings.contains { $0.contains("'nope'") } == script.contains("nope"))
    }

    @Test func `A loop made of next requests goes on for as long as scripts say`() throws {
        let fixture = RunFixture()
        let script =
            "n = (globalThis.n ?? 0) + 1; pm.execution.setNextRequest(n < 50 ? 'a' : null)"
        try fixture.run(#""item": [\#(Self.item("a", test: script))]"#)
        #expect(fixture.paths.count == 50)
    }

    @Test func `A skipped request is not sent, and its tests do not run`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #""item": [\#(Self.item("a", prerequest: "pm.execution.skipRequest()", test: "pm.test('no', () => {})")), \#(Self.item("b"))]"#
        )
        #expect(fixture.paths == ["/b"])
        #expect(fixture.outline.contains("skipped"))
        #expect(fixture.assertions.isEmpty)
    }

    @Test func `A request that cannot be sent fails with its reason, and its tests run`() throws {
        let fixture = RunFixture()
        fixture.network.answer = { request throws(TransportError) in
            throw TransportError(.connectionRefused, "connection refused by h:80", url: request.url)
        }
        try fixture.run(
            #""item": [\#(Self.item("a", test: "pm.test('ran', () => {})")), {"name": "e", "request": ""}]"#
        )
        #expect(fixture.assertions.map(\.name) == ["ran"])
        #expect(
            fixture.failures.map(\.message) == [
                "connection refused by h:80", "the request has no URL",
            ])
    }

    @Test func `The nearest authorization counts, and noauth stops the search`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "auth": {"type": "basic", "basic": {"username": "u", "password": "{{p}}"}},
            "variable": [{"key": "p", "value": "w"}],
            "item": [\#(Self.item("a")), \#(Self.item("b", more: #", "auth": {"type": "noauth"}"#)),
                     {"name": "F", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "folder-token"}]},
                      "item": [\#(Self.item("c")), \#(Self.item("d", more: #", "auth": null"#))]}]
            """#)
        #expect(
            fixture.network.requests.map { $0.headers["Authorization"] } == [
                "Basic dTp3", nil, "Bearer folder-token", "Bearer folder-token",
            ])
    }

    @Test func `Secrets do not reach the listeners`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "auth": {"type": "bearer", "bearer": {"token": "very-secret-token"}},
            "item": [\#(Self.item("a", test: "console.log(pm.request.headers.get('authorization')); pm.test('very-secret-token', () => { throw new Error('very-secret-token') })"))]
            """#)
        #expect(fixture.network.requests[0].headers["Authorization"] == "Bearer very-secret-token")
        #expect(!"\(fixture.log.events)".contains("very-secret-token"))
        #expect(fixture.consoleLines == ["'Bearer ********'"])
    }

    @Test func `Script requests go through the run's network and are told of`() throws {
        let fixture = RunFixture()
        let script = """
            pm.sendRequest({url: 'http://h/s', method: 'POST', header: {A: 'b'}, body: {mode: 'raw', raw: '{{x}}'}},
                (error, response) => pm.test('code', () => pm.expect(response.code).to.equal(200)))
            """
        try fixture.run(#""item": [\#(Self.item("a", prerequest: script))]"#)
        #expect(fixture.paths == ["/s", "/a"])
        #expect(fixture.network.requests[0].headers["A"] == "b")
        #expect(fixture.network.requests[0].body == HTTPBody(Array("{{x}}".utf8)))
        #expect(fixture.assertions.map { $0.failure == nil } == [true])
        #expect(fixture.outline.contains("script"))
    }

    @Test func `The behaviour of the nearest node reaches the network, key by key`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "protocolProfileBehavior": {"followRedirects": false, "strictSSL": false},
            "item": [{"name": "a", "request": "http://h/a", "protocolProfileBehavior": {"followRedirects": true, "maxRedirects": 3}}]
            """#)
        let options = fixture.network.options[0]
        #expect(options.followsRedirects && !options.verifiesTLS && options.maxRedirects == 3)
    }

    @Test func `What a collection asks of TLS and HTTP reaches the network`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": "http://h/a", "protocolProfileBehavior": {
                "protocolVersion": "http2", "tlsDisabledProtocols": ["TLSv1", "TLSv1_2"],
                "tlsCipherSelection": ["A:B", "C", 3], "tlsPreferServerCiphers": true,
                "insecureHTTPParser": true}},
              {"name": "b", "request": "http://h/b", "protocolProfileBehavior": {
                "protocolVersion": "http1", "tlsDisabledProtocols": "TLSv1_2"}}]
            """#)
        let options = fixture.network.options
        #expect(options.map(\.httpVersion) == [.automatic, .http11])
        #expect(options[0].tls.disabledVersions == [.tls12])
        #expect(options[0].tls.ciphers == ["A", "B", "C"])
        #expect(options[1].tls == TLSRules())
    }

    @Test func `A request brings its own proxy and certificate, script requests too`() throws {
        let fixture = RunFixture()
        fixture.scopes.globals.set("host", .string("proxy.example"))
        let connection = #"""
            "proxy": {"host": "HOST", "port": 3128, "protocol": "https", "username": "u",
                "password": "word!", "match": "http+https://*.h:*/*", "bypass": ["http://b.h/*"],
                "tunnel": true},
            "certificate": {"matches": ["https://h/*"], "cert": {"src": "c.pem"}, "key": "k.pem",
                "passphrase": "phrase"}
            """#
        let own = connection.replacing("HOST", with: "{{host}}")
        let script = connection.replacing("HOST", with: "proxy.example")
            .replacing("\n", with: " ").replacing("\"", with: "\\\"")
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": {"url": "http://h/a", \#(own)}, "event": [
              {"listen": "prerequest", "script": {"exec": "pm.request.headers.add({key: 'a', value: 'b'}); pm.sendRequest({url: 'http://h/s', \#(script)}); console.log('word! phrase')"}}]}]
            """#)
        #expect(fixture.paths == ["/s", "/a"])
        for options in fixture.network.options {
            let proxy = options.proxy
            #expect(
                proxy?.address
                    == ProxyAddress(
                        scheme: .https, host: "proxy.example", port: 3128, user: "u",
                        password: "word!"))
            #expect(proxy?.tunnels == true)
            #expect(proxy?.pattern == URLPattern("http+https://*.h:*/*"))
            #expect(proxy?.bypass.first == URLPattern("http://b.h/*"))
            #expect(
                options.clientCertificate
                    == ClientCertificate(
                        path: "c.pem", keyPath: "k.pem", passphrase: "phrase",
                        patterns: [URLPattern("https://h/*")].compactMap(\.self), origin: .request))
        }
        #expect(fixture.warnings.isEmpty)
    }

    @Test(
        "A proxy or certificate that cannot be used is a warning",
        arguments: [
            (#""proxy": {"host": "p", "port": "x"}"#, "the proxy 'p' of the request"),
            (#""proxy": {"host": "p", "protocol": "quic"}"#, "the proxy 'p' of the request"),
            (#""proxy": {"host": "p", "match": "nonsense"}"#, "the proxy 'p' of the request"),
            (
                #""certificate": {"matches": ["h"], "pfx": "c.p12"}"#,
                "'h' is not a pattern of URLs"
            ),
        ])
    func unusableConnection(_ member: String, _ words: String) throws {
        let fixture = RunFixture()
        try fixture.run(#""item": [{"name": "a", "request": {"url": "http://h/a", \#(member)}}]"#)
        let options = try #require(fixture.network.options.first)
        #expect(options.proxy == nil && options.clientCertificate?.patterns.isEmpty != false)
        #expect(fixture.warnings.contains { $0.contains(words) }, "\(fixture.warnings)")
    }

    @Test func `Only what scripts look at is kept of a body beyond what reports show`() throws {
        let fixture = RunFixture()
        try fixture.run(
            #"""
            "item": [{"name": "a", "request": "http://h/a"},
              {"name": "b", "request": "http://h/b", "event": [
                {"listen": "test", "script": {"exec": "pm.response.text()"}}]}]
            """#)
        #expect(fixture.network.options.map(\.keptBodySize) == [64 << 10, .max])
    }

    @Test func `Every item waits for its delay`() throws {
        var fixture = RunFixture()
        fixture.settings.itemDelay = .milliseconds(250)
        fixture.settings.iterationCount = 2
        try fixture.run(#""item": [\#(Self.item("a")), \#(Self.item("b"))]"#)
        #expect(fixture.waits.seconds == [0.25, 0.25, 0.25, 0.25])
    }

    @Test func `A signal ends the run in good order`() throws {
        var fixture = RunFixture()
        fixture.signalAfter = 2
        let result = try fixture.run(
            #""item": [\#(Self.item("a")), \#(Self.item("b")), \#(Self.item("c"))]"#)
        #expect(result.end.interruption == .signal(2))
        #expect(fixture.paths == ["/a", "/b"])
        #expect(fixture.outline.last == "end")
        #expect(!fixture.outline.contains("iteration end"))
    }

    @Test(arguments: [("a,b", true), ("a,tested", false), ("a,b,c", false)])
    func `Another run's failure ends a run early only if something is left`(
        names: String, isDone: Bool
    ) throws {
        var fixture = RunFixture()
        fixture.signal = .bail(Diagnostic(.note, "another run failed"))
        fixture.signalAfter = 2
        let items = names.split(separator: ",").map { name in
            let exec = name == "tested" ? "1" : ""
            return #"{"name": "\#(name)", "request": "http://h/\#(name)", "event": "#
                + #"[{"listen": "test", "script": {"exec": "\#(exec)"}}]}"#
        }
        let result = try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        #expect((result.end.interruption == nil) == isDone)
        #expect(fixture.outline.contains("iteration end") == isDone)
    }

    @Test(arguments: [("prerequest", 0), ("test", 1)])
    func `A signal ends the running script, and no other is run`(
        event: String, requests: Int
    ) throws {
        var fixture = RunFixture()
        fixture.signalURL = "/signal"
        let scripts = [
            "pm.sendRequest('http://h/signal'); while (true) {}", "console.log('not run')",
        ]
        let events = scripts.map {
            #"{"listen": "\#(event)", "script": {"exec": ["\#($0)"]}}"#
        }
        let result = try fixture.run(
            #"""
            "event": [\#(events[0])], "item": [
                {"name": "a", "request": "http://h/a", "event": [\#(events[1])]},
                {"name": "b", "request": "http://h/b"}]
            """#)
        #expect(result.end.interruption == .signal(2))
        #expect(fixture.consoleLines.isEmpty)
        #expect(fixture.failures.map(\.message) == ["the script was interrupted"])
        #expect(fixture.paths.count == requests + 1)
        #expect(fixture.outline.suffix(2) == ["item end", "end"])
    }

    @Test func `A run of nothing is warned of`() throws {
        let fixture = RunFixture()
        try fixture.run(#""item": []"#)
        #expect(fixture.warnings == ["the collection has no request to run"])
    }
}
