import Diagnostics
import Execution
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
}
