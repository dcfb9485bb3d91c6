import CollectionModel
import Diagnostics
import Execution
import HTTPModel
import JSON
import RunModel
import Testing
import Variables

struct StrictTests {
    /// What `--strict` fails by: members of a collection, the message, and the item that fails.
    static let troubles: [(members: String, message: String, item: String?)] = [
        (
            #""item": [{"name": "a", "request": "http://h/{{basUrl}}"}], "variable": [{"key": "baseUrl", "value": ""}]"#,
            "--strict: variable 'basUrl' is not defined\ndid you mean 'baseUrl'?", "a"
        ),
        (
            #""item": [{"name": "a", "request": {"method": "POST", "url": "http://h/", "body": {"mode": "file", "file": {"src": "gone.txt"}}}}]"#,
            "--strict: body file 'gone.txt' cannot be read: no such file or directory; the request has no body",
            "a"
        ),
        (
            #""item": [\#(CollectionRunTests.item("one", test: "pm.execution.setNextRequest('to')")), {"name": "two", "request": "http://h/"}]"#,
            "--strict: the next request 'to' does not exist; the iteration ends here\ndid you mean 'two'?",
            "one"
        ),
        (
            #""item": [\#(CollectionRunTests.item("a", prerequest: "pm.sendRequest({url: 'http://h/', method: 'POST', body: {mode: 'file', file: {src: 'x'}}}, () => {})"))]"#,
            "--strict: uploading files from scripts is not allowed; the file was left out", "a"
        ),
        (#""item": []"#, "--strict: the collection has no request to run", nil),
    ]

    @Test("A warning is a failure of the item that it is about, or of the run", arguments: troubles)
    func failures(members: String, message: String, item: String?) throws {
        var fixture = RunFixture()
        try fixture.run(members)
        #expect(
            fixture.warnings.map { "--strict: " + $0 } == [String(message.prefix { $0 != "\n" })])
        #expect(fixture.failures.isEmpty)

        fixture = RunFixture()
        fixture.isStrict = true
        try fixture.run(members)
        #expect(fixture.warnings.isEmpty)
        let found = Self.strictFailures(fixture)
        #expect(found.map(\.failure.message) == [message])
        #expect(found.map(\.failure.name) == ["StrictError"])
        #expect(found.map(\.item?.name) == [item])
        // The failure stands between the beginning and the end of its item.
        let outline = fixture.outline
        if let item, let index = outline.firstIndex(of: "strict failure"),
            let end = outline.firstIndex(of: "item end")
        {
            #expect(outline[..<index].contains("item \(item)") && index < end)
        }
    }

    @Test func `Defects of the files fail a strict run, at their place`() throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        fixture.fileWarnings = [
            Diagnostic(
                .warning, "odd",
                at: Place(file: "d.csv", position: TextPosition(line: 3, column: 1)))
        ]
        try fixture.run(#""item": [{"name": "a", "request": "http://h/"}]"#)
        #expect(fixture.failures.map(\.message) == ["--strict: odd\nin d.csv:3:1"])
        #expect(fixture.outline.prefix(2) == ["start", "strict failure"])
    }

    @Test func `A strict run still sends what is doubtful, and fails each time`() throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        fixture.settings.iterationCount = 3
        try fixture.run(#""item": [{"name": "a", "request": "http://h/{{x}}?{{x}}"}]"#)
        #expect(fixture.network.requests.count == 3)
        #expect(Self.strictFailures(fixture).map(\.item?.iteration) == [0, 1, 2])
    }

    @Test func `Notes never fail a run`() throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        try fixture.run(
            #""item": [\#(CollectionRunTests.item("a", test: "tests['legacy'] = responseCode.code === 200"))]"#
        )
        #expect(fixture.failures.isEmpty)
        #expect(!fixture.warnings.isEmpty)
    }

    @Test func `Secrets in a warning are masked`() throws {
        var fixture = RunFixture()
        fixture.isStrict = true
        fixture.scopes = VariableScopes(
            environment: VariableScope(variables: [
                .init(key: "k", value: .string("hush-hush"), type: "secret")
            ]))
        try fixture.run(#""item": [{"name": "a", "request": "http://h/{{x{{k}}}}"}]"#)
        #expect(
            fixture.failures.map(\.message) == ["--strict: variable 'x********' is not defined"])
    }

    static func strictFailures(
        _ fixture: RunFixture
    ) -> [(failure: Failure, item: ItemReference?)] {
        fixture.log.events.compactMap {
            if case .strictFailure(let failure, let item) = $0 { (failure, item) } else { nil }
        }
    }
}

struct WarningTests {
    @Test func `A warning is given once each time that an item runs, and once for the run`() throws
    {
        var fixture = RunFixture()
        fixture.settings.iterationCount = 2
        fixture.fileWarnings = [Diagnostic(.warning, "odd"), Diagnostic(.warning, "odd")]
        try fixture.run(
            #"""
            "auth": {"type": "basic", "basic": {"username": "{{x}}", "password": "p"}},
            "item": [{"name": "a", "request": "http://h/{{x}}/{{x}}/{{y}}"}]
            """#)
        let undefined = ["variable 'x' is not defined", "variable 'y' is not defined"]
        #expect(fixture.warnings == ["odd"] + undefined + undefined)
        var summary = RunSummary()
        for event in fixture.log.events { summary.fold(event) }
        #expect(summary.warnings.map(\.count) == [1, 2, 2])
        #expect(summary.warnings.map(\.items) == [[], ["a"], ["a"]])
    }

    @Test func `Requests of scripts have no variables put in`() throws {
        let fixture = RunFixture()
        fixture.scopes.environment.set("x", .string("1"))
        let script = """
            pm.sendRequest({url: 'http://h/', auth: {type: 'basic', basic: [{key: 'username', value: '{{x}}'}]}},
                (error) => console.log(error.message));
            pm.sendRequest({url: 'http://h/{{x}}', method: 'POST', header: {A: '{{x}}'},
                body: {mode: 'raw', raw: '{{x}} ' + pm.variables.replaceIn('{{x}}')}}, () => {})
            """
        try fixture.run(#""item": [\#(CollectionRunTests.item("a", prerequest: script))]"#)
        let request = fixture.network.requests[0]
        #expect(request.url == "http://h/%7B%7Bx%7D%7D")
        #expect(request.headers["A"] == "{{x}}")
        #expect(request.body == HTTPBody(Array("{{x}} 1".utf8)))
        let error = try #require(fixture.consoleLines.first)
        #expect(
            error.contains("'{{x}}' in 'username' is not substituted")
                && error.contains("with pm.variables.replaceIn"))
        #expect(fixture.warnings.isEmpty)
    }

    @Test func `Variables are put in neither into scripts nor into behaviours`() throws {
        let fixture = RunFixture()
        fixture.scopes.environment.set("x", .string("1"))
        fixture.scopes.environment.set("header", .string("user-agent"))
        try fixture.run(
            #"""
            "protocolProfileBehavior": {"maxRedirects": "{{x}}", "disabledSystemHeaders": {"{{header}}": true}},
            "item": [\#(CollectionRunTests.item("a", test: "console.log('{{x}}')"))]
            """#)
        #expect(fixture.consoleLines == ["'{{x}}'"])
        #expect(fixture.network.options[0].maxRedirects != 1)
        #expect(fixture.network.requests[0].headers.contains("User-Agent"))
    }
}
