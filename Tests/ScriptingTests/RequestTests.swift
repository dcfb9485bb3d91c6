import JSON
import RunModel
import Testing

@testable import Scripting

@Suite struct RequestTests {
    @Test(
        "looking changes nothing",
        arguments: [
            "pm.request.url.toString(); pm.request.headers.toObject()", "pm.test('a', () => {})",
            "pm.request.to.have.header('Accept')",
        ]) func looking(_ code: String)
    {
        let bench = Bench()
        bench.run(code, .prerequest)
        #expect(bench.outcome.changedRequest == nil)
    }

    @Test func testScriptsChangeNothing() {
        let bench = Bench()
        bench.run("pm.request.method = 'PUT'")
        #expect(bench.outcome.changedRequest == nil)
    }

    @Test(
        "URLs survive parsing",
        arguments: [
            "https://u:p@h.test:81/a/b?x=1&y#z", "{{base.url}}/a/{{b/c}}?x={{d?e}}&&k=v",
            "http://[::1]:80/x", "localhost", "h/",
            "http://h?", "{{h}}:{{p}}/x", "https://h/a?q=a=b",
            "http://:token@h/x", "http://u:@h/", "http://@h/", "http://h/#", "http://h:/x",
        ]) func urlRoundTrip(_ url: String)
    {
        let lines = Bench().run(
            "const { Url } = require('postman-collection'); console.log(new Url('\(url)').toString() === '\(url)')"
        )
        #expect(lines == ["log: true"])
    }
}
