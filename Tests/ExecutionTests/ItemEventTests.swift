import Diagnostics
import Execution
import HTTPModel
import RunModel
import Testing
import Variables

/// What is kept of a run for its events.
struct ItemEventTests {
    @Test func `The values that scripts give secret variables are not masked for ever`() throws {
        var fixture = RunFixture()
        fixture.settings.iterationCount = 300
        let script = """
            const n = pm.info.iteration;
            if (n === 0) pm.environment.set('password', 'kept-secret-0');
            pm.environment.set('accessToken', 'token-' + (1000 + n));
            if (n === 299) {
                for (const k of [1000, 1200, 1298, 1299]) console.log('token-' + k);
                console.log('kept-secret-0');
            }
            """
        try fixture.run(#""item": [\#(CollectionRunTests.item("a", test: script))]"#)
        #expect(
            fixture.consoleLines == [
                "'token-1000'", "'********'", "'********'", "'********'", "'********'",
            ])
    }

    @Test func `A run learns from others the secrets that they use now`() throws {
        let secrets = SharedSecrets()
        for number in 0...600 { secrets.add("token-\(1000 + number)", for: .use) }
        secrets.add("password-of-all")
        let publisher = EventPublisher(listeners: [], secrets: secrets, listenerFailed: { _ in })
        #expect(
            publisher.redact("password-of-all token-1000 token-1600")
                == "******** token-1000 ********")
        secrets.add("token-1601", for: .use)
        #expect(publisher.redact("token-1601") == "********")
    }

    @Test func `Scripts see whole bodies, of which reports receive as much as they want`() throws {
        var fixture = RunFixture()
        fixture.settings.keptBodySize = 12
        fixture.scopes.environment.set("t", .string("secret-token"), type: "secret")
        fixture.network.answer = { _ throws(TransportError) in
            HTTPResponse(status: 200, body: Array("1234 secret-token and more".utf8))
        }
        let script = "pm.sendRequest('http://h/s', (e, r) => console.log(r.responseSize));"
        let test = "console.log(pm.response.text().length)"
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", prerequest: script, test: test))]"#)
        #expect(fixture.consoleLines == ["26", "26"])
        let responses = fixture.log.events.compactMap { event in
            if case .request(let record, _) = event { record.response } else { nil }
        }
        let bodies = responses.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies == ["1234 *******", "1234 *******"])
        #expect(responses.map(\.bodySize) == [26, 26])
    }

    @Test func `A request whose script ends has its method and URL`() throws {
        var fixture = RunFixture()
        fixture.signalAfter = 1
        fixture.network.endsExchanges = false
        let items = [
            CollectionRunTests.item("a", prerequest: "await pm.execution.runRequest('b')"),
            CollectionRunTests.item("b"),
        ]
        try fixture.run(#""item": [\#(items.joined(separator: ","))]"#)
        let requests = fixture.log.events.compactMap { event in
            if case .request(let record, _) = event { record.request } else { nil }
        }
        #expect(requests.map(\.method) == ["GET"])
        #expect(requests.map(\.url) == ["http://h/b"])
    }
}
