import CollectionModel
import JSON
import Testing
import Variables

struct TemplateResolverTests {
    /// Time and chance that never change: the bytes count up from 0.
    static let ambience = Ambience(
        now: { 1_772_600_767.0896 }, randomBytes: { (0..<$0).map { UInt8($0) } })

    static func resolver(_ variables: [String: String] = [:]) -> TemplateResolver {
        let scopes = VariableScopes(
            environment: VariableScope(
                variables: variables.map {
                    VariableDefinition(key: $0.key, value: .string($0.value))
                }))
        return TemplateResolver(scopes: scopes, ambience: ambience)
    }

    @Test(
        "Tokens are replaced from the inside out",
        arguments: [
            ("{{a}}", "1"), ("x{{a}}y{{b}}", "x1y2"), ("{{ a }}", "{{ a }}"), ("{{A}}", "{{A}}"),
            ("{{n{{a}}}}", "one"), ("{{{a}}}", "{1}"), ("{{a}", "{{a}"), ("{{}}", "{{}}"),
            ("{{nested}}", "1-2"), ("{{self}}", "{{self}}"), ("{{a{b}}", "{{a{b}}"),
            ("{{sp ace.d-$}}", "ok"), ("{{unknown}}{{a}}", "{{unknown}}1"), ("}}{{a}}", "}}1"),
        ])
    func tokens(text: String, expected: String) {
        let resolver = Self.resolver([
            "a": "1", "b": "2", "n1": "one", "nested": "{{a}}-{{b}}", "self": "{{self}}",
            "sp ace.d-$": "ok",
        ])
        #expect(resolver.resolve(text).value == expected)
    }

    @Test func `Growing self-references stop after 19 passes`() {
        let text = Self.resolver(["x": "a{{x}}"]).resolve("{{x}}").value
        #expect(text == String(repeating: "a", count: 19) + "{{x}}")
    }

    @Test(
        "Passes are counted, not values",
        arguments: [(18, "end"), (19, "{{v0}}"), (20, "{{v1}}")])
    func passes(depth: Int, expected: String) {
        var variables = ["v0": "end"]
        for level in 0..<depth { variables["v\(level + 1)"] = "{{v\(level)}}" }
        #expect(Self.resolver(variables).resolve("{{v\(depth)}}").value == expected)
    }

    @Test func `What is nested in variables is replaced a limited number of times`() {
        let resolver = Self.resolver(["a": "x{{a}}{{a}}"])
        let text = resolver.resolve("{{a}}").value
        #expect(text.utf8.count { $0 == UInt8(ascii: "x") } < 200_000)
    }

    @Test func `Variables that hold themselves several times do not fill the memory`() {
        let text = Self.resolver(["x": "{{x}}{{x}}{{x}}"]).resolve("{{x}}").value
        #expect(text.utf8.count < 20_000_000)
        #expect(text.hasPrefix("{{x}}{{x}}"))
    }

    @Test func `Each token gets a fresh value of a dynamic variable`() {
        let random = SeededRandom(seed: 1)
        let resolver = TemplateResolver(
            scopes: VariableScopes(),
            ambience: Ambience(now: { 0 }, randomBytes: { random.bytes($0) }))
        let guids = resolver.resolve("{{$guid}} {{$guid}} {{$randomUUID}}").value
            .split(separator: " ")
        #expect(Set(guids).count == 3)
    }

    @Test func `Many unresolved names are collected without a quadratic step`() {
        let resolver = Self.resolver()
        let text = (0..<50_000).map { "{{n\($0)}}" }.joined()
        let resolved = resolver.resolve(text)
        #expect(resolved.value == text)
        #expect(resolved.findings.count == 50_000)
    }

    @Test func `The names in a value are those in its texts, at any depth`() throws {
        let value = try JSONParser.parse(
            #"{"{{key}}": ["{{a}} {{ b }}", {"x": "{{c{{d}}}}"}, 1, null], "y": "{{a}}"}"#)
        #expect(TemplateResolver.names(in: value) == ["a", " b ", "d"])
    }

    @Test func `The first scope that has the key wins, even when it is empty`() {
        func scope(_ keys: String...) -> (String) -> VariableScope {
            { name in
                VariableScope(
                    variables: keys.map {
                        VariableDefinition(key: $0, value: .string($0 == "e" ? "" : name))
                    })
            }
        }
        let scopes = VariableScopes(
            local: scope("l")("local"), data: scope("l", "d")("data"),
            environment: scope("l", "d", "e")("environment"),
            collection: scope("l", "d", "e", "c")("collection"),
            globals: scope("l", "d", "e", "c", "g")("globals"))
        let resolver = TemplateResolver(scopes: scopes, ambience: Self.ambience)
        #expect(
            resolver.resolve("{{l}} {{d}} [{{e}}] {{c}} {{g}}").value
                == "local data [] collection globals")
    }

    @Test func `Each unresolved name is returned once, in order, with its value`() {
        let resolver = Self.resolver()
        let resolved = resolver.resolve("{{b}} {{a}} {{b}} {{$nope}}")
        #expect(resolved.findings == [.undefined("b"), .undefined("a"), .undefined("$nope")])
        #expect(resolver.resolve("x").findings.isEmpty)
    }

    @Test func `A URL that variables would make too long is left as it is`() throws {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"]
        var variables = Dictionary(
            uniqueKeysWithValues: zip(names, names.dropFirst()).map { name, next in
                (name, String(repeating: "{{\(next)}}", count: 10))
            })
        variables["h"] = "x"
        let resolver = Self.resolver(variables)
        let resolved = resolver.resolve(RequestDefinition(url: URLDefinition(parsing: "h/{{a}}")))
        #expect(resolved.value.url.text == "h/{{a}}")
        guard case .tooLongURL(_, limit: 1 << 20) = resolved.findings.first else {
            Issue.record("\(resolved.findings)")
            return
        }
        #expect(resolved.findings.count == 1)
    }

    @Test func `A variable that refers to itself is a finding, and not undefined`() {
        let resolver = Self.resolver(["a": "x{{b}}", "b": "{{a}}{{c}}"])
        let resolved = resolver.resolve("{{a}}")
        #expect(Set(resolved.findings) == [.undefined("c"), .selfReferring("b")])
    }

    @Test func `An object or array in a text is a finding that names its variable`() {
        let scopes = VariableScopes()
        scopes.environment.set("object", .structured(.object([])))
        scopes.environment.set("list", .structured(.array([.number(1), .number(2)])))
        scopes.environment.set("objects", .structured(.array([.object([]), .object([])])))
        scopes.environment.set("text", .string("[object Object]"))
        let resolved = TemplateResolver(scopes: scopes, ambience: Self.ambience)
            .resolve("{{object}} {{list}} {{objects}} {{text}} {{object}}")
        #expect(resolved.findings == [.object("object"), .array("list"), .array("objects")])
    }

    @Test(
        "Dynamic variables follow time and chance, and give way to the user's own",
        arguments: [
            ("$timestamp", "1772600767"), ("$isoTimestamp", "2026-03-04T05:06:07.089Z"),
            ("$guid", "00010203-0405-4607-8809-0a0b0c0d0e0f"), ("$randomInt", "mine"),
        ])
    func dynamic(name: String, value: String) {
        #expect(Self.resolver(["$randomInt": "mine"]).resolve("{{\(name)}}").value == value)
    }

    @Test func `A random integer lies between 0 and 1000`() throws {
        let ambience = Ambience(
            now: { 0 }, randomBytes: { (0..<$0).map { _ in UInt8.random(in: 0...255) } })
        let resolver = TemplateResolver(scopes: VariableScopes(), ambience: ambience)
        for _ in 0..<200 {
            let number = try #require(Int(resolver.resolve("{{$randomInt}}").value))
            #expect((0...1000).contains(number))
        }
    }

    @Test(
        "Values become text as ECMAScript makes it",
        arguments: [
            (VariableValue.null, "null"), (.undefined, ""), (.number(1.5), "1.5"),
            (.number(3), "3"),
            (.boolean(true), "true"), (.structured(.object([])), "[object Object]"),
            (.structured(.array([.number(1), .null, .string("a")])), "1,,a"),
        ])
    func texts(value: VariableValue, text: String) {
        let scopes = VariableScopes()
        scopes.environment.set("v", value)
        let resolver = TemplateResolver(scopes: scopes, ambience: Self.ambience)
        #expect(resolver.resolve("{{v}}").value == text)
    }

    @Test func `A data value of null leaves the token`() {
        let scopes = VariableScopes()
        scopes.data.set("v", .null)
        let resolved = TemplateResolver(scopes: scopes, ambience: Self.ambience).resolve("{{v}}")
        #expect(resolved.value == "{{v}}")
        #expect(resolved.findings == [.nullInData("v")])
    }
}

struct VariableScopeTests {
    static func definition(
        _ key: String, _ value: JSONValue, type: String? = nil, isDisabled: Bool = false
    ) -> VariableDefinition {
        VariableDefinition(key: key, value: value, type: type, isDisabled: isDisabled)
    }

    @Test func `Disabled variables are not seen, and setting one adds another`() {
        let scope = VariableScope(variables: [Self.definition("a", .string("x"), isDisabled: true)])
        #expect(!scope.has("a"))
        scope.set("a", .string("y"))
        #expect(scope.value(for: "a") == .string("y"))
        #expect(scope.entries.count == 2)
        scope.unset("a")
        #expect(scope.entries.count == 1)
    }

    @Test func `Of repeated keys the last enabled one counts`() {
        let scope = VariableScope(variables: [
            Self.definition("a", .string("1")), Self.definition("a", .string("2")),
            Self.definition("a", .string("3"), isDisabled: true),
        ])
        #expect(scope.value(for: "a") == .string("2"))
        #expect(scope.enabledEntries.map(\.value) == [.string("2")])
    }

    @Test func `Removing a repeated key removes all that are enabled, and others keep their order`()
    {
        let scope = VariableScope(variables: [
            Self.definition("a", .string("1")), Self.definition("b", .string("2")),
            Self.definition("a", .string("3")), Self.definition("c", .string("4")),
            Self.definition("a", .string("5"), isDisabled: true),
            Self.definition("d", .string("6")),
        ])
        scope.unset("b")
        #expect(scope.entries.map(\.value.text) == ["1", "3", "4", "5", "6"])
        let copy = VariableScope(copying: scope)
        scope.unset("a")
        #expect(!scope.has("a"))
        scope.set("b", .string("7"))
        for other in ["c", "nobody"] { scope.unset(other) }
        scope.set("c", .string("8"))
        #expect(scope.entries.map(\.value.text) == ["5", "6", "7", "8"])
        #expect(scope.enabledEntries.map(\.key) == ["d", "b", "c"])
        #expect(scope.value(for: "c") == .string("8"))
        #expect(copy.entries.map(\.value.text) == ["1", "3", "4", "5", "6"])
        copy.unset("a")
        #expect(copy.entries.map(\.value.text) == ["4", "5", "6"])
        copy.clear()
        #expect(copy.entries.isEmpty)
        copy.set("a", .string("9"))
        #expect(copy.entries.map(\.value.text) == ["9"])
    }

    @Test(
        "Typed variables cast what they are given",
        arguments: [
            ("number", JSONValue.string("12"), VariableValue.number(12)),
            ("boolean", .string("false"), .boolean(true)), ("string", .number(1), .string("1")),
            ("object", .string(#"{"a":1}"#), .structured(.object([("a", .number(1))]))),
            ("array", .string("nope"), .undefined), ("secret", .number(1), .number(1)),
            ("number", .string(" 0x1F "), .number(31)), ("number", .string(""), .number(0)),
            ("number", .string("inf"), .number(.nan)), ("number", .null, .number(0)),
            ("number", .boolean(true), .number(1)), ("number", .array([.number(7)]), .number(7)),
            ("number", .object([]), .number(.nan)), ("boolean", .string(""), .boolean(false)),
            ("boolean", .number(0), .boolean(false)), ("boolean", .null, .boolean(false)),
            ("boolean", .array([]), .boolean(true)), ("string", .null, .string("null")),
            ("string", .array([.number(1), .number(2)]), .string("1,2")),
            ("string", .object([]), .string("[object Object]")),
            ("array", .string("[1]"), .structured(.array([.number(1)]))),
            ("array", .string("{}"), .undefined), ("object", .string("[]"), .undefined),
            ("array", .array([.null]), .structured(.array([.null]))),
            ("object", .object([("a", .null)]), .structured(.object([("a", .null)]))),
            ("object", .number(1), .undefined), ("any", .boolean(false), .boolean(false)),
            ("default", .string("007"), .string("007")), ("text", .number(7), .number(7)),
            ("nonsense", .null, .null), ("Number", .string("1"), .number(1)),
        ])
    func casts(type: String, value: JSONValue, expected: VariableValue) {
        let scope = VariableScope(variables: [Self.definition("a", value, type: type)])
        let found = scope.value(for: "a")
        // NaN is not equal to itself.
        #expect(found == expected || found?.text == "NaN" && expected.text == "NaN")
        scope.set("a", VariableValue(value))
        #expect(scope.value(for: "a")?.text == found?.text)
    }

    @Test func `An observer receives what is set`() {
        let scope = VariableScope(variables: [
            Self.definition("a", .string("s1"), type: "secret"),
            Self.definition("b", .string("open")),
        ])
        var heard: [String] = []
        scope.observer = { heard.append($0.value.text) }
        scope.set("a", .string("s2"))
        scope.set("b", .string("still open"))
        #expect(heard == ["s2", "still open"])
    }

    @Test(arguments: [
        ("{{a", "a"), ("x {{a}} {{b.c}", "b.c"), (#"{"a": "{{b", "c": {"d": 1}}"#, "b"),
        ("{{$guid", "$guid"), ("{{a}}", nil), ("{{{a}}}", nil), (#"{"a":{"b":{{c}}}}"#, nil),
        ("{{#if x}", nil), ("{{ ", nil), ("{{a b}}", nil), ("a {b} c", nil),
        ("{{host.{{one}}}}", nil), ("{{host.{{one}}", "host."), ("{{a{{b{{c}}}}}}", nil),
    ])
    func `A name whose braces are never closed is found`(text: String, name: String?) {
        #expect(TemplateResolver.openName(in: text) == name)
    }

    @Test(
        "What a text calls the values of its tokens",
        arguments: [
            (#"{"user": "{{a}}", "password" : "x{{b}} {{c}}"}"#, ["user", "password", "password"]),
            (#"{"password": {{a}}, "n": [{{b}}]}"#, ["password", ""]),
            (#""{\"password\":\"{{a}}\"}""#, ["password"]),
            ("login(password: \"{{a}}\", id: {{b}}) { {{c}} }", ["password", "id", ""]),
            ("<u:password type=\"{{a}}\">{{b}}</u:password> {{c}}", ["type", "u:password", ""]),
            ("<pw>\n  <![CDATA[{{a}}]]></pw><b/>{{b}}", ["pw", "b"]),
            ("user={{a}}&password={{b}}{{c}}", ["user", "password", "password"]),
            ("password: {{a}}\n{{b}}", ["password", ""]), ("{{a}}", [""]), ("a > {{a}}", [""]),
        ])
    func labels(text: String, expected: [String]) {
        #expect(TemplateResolver.labelledNames(in: text).map(\.label) == expected)
    }
}
