import JSON
import RunModel
import Testing

@testable import Scripting

@Suite struct RequestTests {
    @Test("pm.request shows the request", arguments: readings) func reading(_ item: ScriptCase) {
        item.check()
    }

    static let readings: [ScriptCase] = [
        .shows("pm.request.method", "'POST'"),
        .shows("pm.request.url.toString()", "'https://{{host}}/orders/:id?full=1&page=2'"),
        .shows("`${pm.request.url}`", "'https://{{host}}/orders/:id?full=1&page=2'"),
        .shows("pm.request.url.getHost()", "'{{host}}'"),
        .shows("pm.request.url.getPath()", "'/orders/:id'"),
        .shows("pm.request.url.getPathWithQuery()", "'/orders/:id?full=1&page=2'"),
        .shows("pm.request.url.getQueryString()", "'full=1&page=2'"),
        .shows("pm.request.url.getRemote(true)", "'{{host}}:443'"),
        .shows("pm.request.url.protocol, pm.request.url.path", "'https', [ 'orders', ':id' ]"),
        .shows("pm.request.url.query.get('page'), pm.request.url.query.has('full')", "'2', true"),
        .shows("pm.request.url.query.toObject()", "{ full: '1', page: '2' }"),
        .shows("pm.request.url.variables.count()", "1"),
        .shows("pm.request.headers.get('ACCEPT')", "'*/*'"),
        .shows("pm.request.headers.toObject()", "{ accept: '*/*', 'x-tag': [ 'a', 'b' ] }"),
        .shows("pm.request.headers.get('x-tag')", "'b'"),
        .shows("pm.request.getHeaders({ ignoreCase: true }).accept", "'*/*'"),
        .shows(
            "pm.request.body.mode, pm.request.body.raw, pm.request.body.toString()",
            #"'raw', '{"a":1}', '{"a":1}'"#),
        .shows("pm.request.body.isEmpty()", "false"),
        .shows(
            "pm.request.auth.type, pm.request.auth.parameters().get('token')", "'bearer', '{{t}}'"),
        .shows("pm.request.auth.bearer.one('token').value", "'{{t}}'"),
        .shows("pm.request.clone().url.toString() === pm.request.url.toString()", "true"),
        .shows("pm.request.toJSON().custom", "7"),
        .shows("pm.request.size().body", "7"),
    ]

    /// What a pre-request script does to the request, and where the change shows in what is sent.
    struct Change: Sendable, CustomTestStringConvertible {
        var code: String
        var path: String
        var json: String
        var testDescription: String { code }
        init(_ code: String, _ path: String, _ json: String) {
            self.code = code
            self.path = path
            self.json = json
        }
    }

    @Test("a pre-request script changes what is sent", arguments: changes)
    func change(_ item: Change) throws {
        let bench = Bench()
        #expect(bench.run(item.code, .prerequest).contains { $0.hasPrefix("error") } == false)
        let changed = try #require(bench.outcome.changedRequest)
        let value = try #require(changed[item.path])
        #expect(JSONWriter.compact(value) == item.json)
        #expect(changed["custom"]?.double == 7, "what the sandbox does not know is kept")
    }

    static let changes = [
        Change("pm.request.method = 'PUT'", "method", #""PUT""#),
        Change("pm.request.url = 'https://x.test/y'", "url", #""https://x.test/y""#),
        Change(
            "pm.request.url.update('https://x.test/y')", "url",
            #"{"raw":"https://x.test/y","protocol":"https","host":["x","test"],"path":["y"]}"#),
        Change(
            "pm.request.url.update('x.test'); pm.request.addQueryParams('b=2'); pm.request.url.addQueryParams([{ key: 'c', value: '3' }])",
            "url",
            #"{"raw":"x.test?b=2&c=3","host":["x","test"],"query":[{"key":"b","value":"2"},{"key":"c","value":"3"}]}"#
        ),
        Change(
            "pm.request.url.update('x.test?a=1&b=2'); pm.request.removeQueryParams('a')", "url",
            #"{"raw":"x.test?b=2","host":["x","test"],"query":[{"key":"b","value":"2"}]}"#),
        Change(
            "pm.request.url.update('x.test/:id'); pm.request.url.variables.upsert({ key: 'id', value: '5' })",
            "url",
            #"{"raw":"x.test/5","host":["x","test"],"path":[":id"],"variable":[{"key":"id","value":"5"}]}"#
        ),
        Change(
            "pm.request.headers.clear(); pm.request.headers.add({ key: 'A', value: '1' })",
            "header",
            #"[{"key":"A","value":"1"}]"#),
        Change(
            "pm.request.headers.clear(); pm.request.headers.add('A: 1'); pm.request.headers.upsert({ key: 'a', value: '2' })",
            "header", #"[{"key":"a","value":"2"}]"#),
        Change(
            "pm.request.removeHeader('x-tag', { ignoreCase: true })", "header",
            #"[{"key":"Accept","value":"*/*"}]"#),
        Change(
            "pm.request.headers.remove('x-tag'); pm.request.upsertHeader({ key: 'Accept', value: 'a/b' }); pm.request.addHeader({ key: 'N', value: 'n' })",
            "header", #"[{"key":"Accept","value":"a/b"},{"key":"N","value":"n"}]"#),
        Change(
            "pm.request.headers.repopulate({ A: 1, B: 'b' })", "header",
            #"[{"key":"A","value":"1"},{"key":"B","value":"b"}]"#),
        Change(
            "pm.request.body.raw = JSON.stringify({ b: 2 })", "body",
            #"{"mode":"raw","raw":"{\"b\":2}","options":{"raw":{"language":"json"}}}"#),
        Change(
            "pm.request.body.update({ mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1' }] }); delete pm.request.body.options",
            "body", #"{"mode":"urlencoded","urlencoded":[{"key":"a","value":"1"}]}"#),
        Change(
            "pm.request.body = { mode: 'raw', raw: 'x' }", "body", #"{"mode":"raw","raw":"x"}"#),
        Change(
            "pm.request.body.update({ mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: '/p' }] }); delete pm.request.body.options; pm.request.body.formdata.add({ key: 'k', value: 'v', type: 'text' })",
            "body",
            #"{"mode":"formdata","formdata":[{"key":"f","value":"","type":"file","src":"/p"},{"key":"k","value":"v","type":"text"}]}"#
        ),
        Change(
            "pm.request.body = { mode: 'graphql', graphql: { query: '{a}', variables: '{}' } }",
            "body",
            #"{"mode":"graphql","graphql":{"query":"{a}","variables":"{}"}}"#),
        Change(
            "pm.request.auth.bearer.one('token').value = 'q'", "auth",
            #"{"type":"bearer","bearer":[{"key":"token","value":"q","type":"string"}]}"#),
        Change(
            "delete pm.request.auth; pm.request.authorizeUsing('basic', { username: 'u', password: 'p' })",
            "auth",
            #"{"type":"basic","basic":[{"key":"username","value":"u"},{"key":"password","value":"p"}]}"#
        ),
    ]

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
        ]) func urlRoundTrip(_ url: String)
    {
        let lines = Bench().run(
            "const { Url } = require('postman-collection'); console.log(new Url('\(url)').toString() === '\(url)')"
        )
        #expect(lines == ["log: true"])
    }
}
