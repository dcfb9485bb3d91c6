import CollectionModel
import HTTPModel
import JSON
import Testing

@testable import Variables

struct DynamicVariableTests {
    static let now = 1_772_600_767.0896

    static func variables(seed: UInt64) -> DynamicVariables {
        let random = SeededRandom(seed: seed)
        return DynamicVariables(
            ambience: Ambience(now: { now }, randomBytes: { random.bytes($0) }))
    }

    static func draws(_ name: String, seed: UInt64 = 1, count: Int = 200) -> [String] {
        let variables = variables(seed: seed)
        return (0..<count).compactMap { _ in variables.value(named: name) }
    }

    @Test func `There are 118 names, each once`() {
        #expect(DynamicShapes.all.count == 118)
        #expect(Set(DynamicShapes.all.map(\.name)).count == 118)
    }

    @Test("A value has the shape that its name promises", arguments: DynamicShapes.all)
    func shape(name: String, pattern: String) throws {
        let regex = try Regex(pattern)
        let draws = Self.draws(name)
        #expect(draws.count == 200)
        for value in draws {
            #expect(value.wholeMatch(of: regex) != nil, "\(name): '\(value)'")
        }
        let isTime = ["$timestamp", "$isoTimestamp"].contains(name)
        let isFixed = isTime || pattern.contains("placeimg")
        #expect(isFixed || Set(draws).count > 1)
    }

    @Test("No name is left as a token", arguments: DynamicShapes.all)
    func resolution(name: String, pattern: String) {
        let resolver = TemplateResolver(
            scopes: VariableScopes(), ambience: Self.variables(seed: 2).ambience)
        let resolved = resolver.resolve("<{{\(name)}}>")
        #expect(!resolved.value.contains("{{"))
        #expect(resolved.findings.isEmpty)
    }

    @Test(
        "Composed texts hardly ever repeat",
        arguments: [
            "$randomPhrase", "$randomUserAgent", "$randomCompanyName", "$randomFullName",
        ])
    func variety(name: String) {
        #expect(Set(Self.draws(name)).count > 100)
    }

    @Test(
        "What is not in the table is not a dynamic variable",
        arguments: ["$random", "$randomint", "randomInt", "$nope", "$", "", "$randomGuid", "$Int"])
    func unknown(name: String) {
        #expect(Self.variables(seed: 1).value(named: name) == nil)
    }

    @Test(
        "Numbers keep to their range and use it",
        arguments: [
            ("$randomInt", 0.0...1000), ("$randomLatitude", -90...90),
            ("$randomLongitude", -180...180), ("$randomPrice", 100...999.99),
        ])
    func ranges(name: String, range: ClosedRange<Double>) {
        let numbers = Self.draws(name, count: 1000).compactMap(Double.init)
        #expect(numbers.count == 1000)
        #expect(numbers.allSatisfy(range.contains))
        let middle = (range.lowerBound + range.upperBound) / 2
        #expect(numbers.contains { $0 < middle } && numbers.contains { $0 > middle })
    }

    @Test func `The parts of an IP address are bytes`() {
        let parts = Self.draws("$randomIP").flatMap { $0.split(separator: ".") }
        #expect(parts.allSatisfy { UInt8($0) != nil })
    }

    @Test func `Words are two to five`() {
        let counts = Set(Self.draws("$randomWords").map { $0.split(separator: " ").count })
        #expect(counts == Set(2...5))
    }

    @Test func `The check digits of account numbers are right`() {
        // The example of the standard: GB82 WEST 1234 5698 7654 32.
        #expect(DynamicVariables.remainder("WEST12345698765432GB82") == 1)
        for value in Self.draws("$randomBankAccountIban") {
            #expect(DynamicVariables.remainder("\(value.dropFirst(4))\(value.prefix(4))") == 1)
        }
    }

    @Test(
        "A date is JavaScript's text of it",
        arguments: [
            (1_741_082_400.0, "Tue Mar 04 2025 10:00:00 GMT+0000 (Coordinated Universal Time)"),
            (0.0, "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)"),
            (-1.0, "Wed Dec 31 1969 23:59:59 GMT+0000 (Coordinated Universal Time)"),
            (1_709_251_199.9, "Thu Feb 29 2024 23:59:59 GMT+0000 (Coordinated Universal Time)"),
        ])
    func dates(moment: Double, text: String) {
        #expect(DynamicVariables.dateText(moment) == text)
    }

    @Test func `Future, past and recent lie on their side of the present`() {
        // The present is Wed Mar 04 2026.
        #expect(Self.draws("$randomDateRecent").allSatisfy { $0.contains(" Mar 0") })
        let future = Self.draws("$randomDateFuture")
        #expect(future.allSatisfy { $0.contains(" 2026 ") || $0.contains(" 2027 ") })
        let past = Self.draws("$randomDatePast")
        #expect(past.allSatisfy { $0.contains(" 2025 ") || $0.contains(" 2026 ") })
        #expect(!past.contains { $0.contains("Apr") && $0.contains("2026") })
    }

    @Test func `A file path is a directory and a file name`() {
        let directories = Set(Words.directories.words)
        for path in Self.draws("$randomFilePath") {
            let slash = path.lastIndex(of: "/") ?? path.startIndex
            #expect(directories.contains(String(path[..<slash])))
        }
    }

    @Test func `The fixed lists are as long as those of Newman`() {
        #expect(Set(Words.locales.words).count == 128)
        #expect(Set(Words.directories.words).count == 60)
    }
}

struct SeededRandomTests {
    private static func sequence(seed: UInt64) -> [String] {
        let variables = DynamicVariableTests.variables(seed: seed)
        return DynamicShapes.all.compactMap { variables.value(named: $0.name) }
    }

    @Test func `The same seed gives the same values, another one others`() {
        let first = Self.sequence(seed: 42)
        #expect(first == Self.sequence(seed: 42))
        let differing = zip(first, Self.sequence(seed: 43)).filter { $0 != $1 }.count
        #expect(differing > 90)
    }

    @Test func `The sequence goes on from draw to draw`() {
        let random = SeededRandom(seed: 0)
        #expect(random.bytes(0) == [])
        // The first output of SplitMix64 for the seed 0.
        #expect(random.bytes(8) == [0xE2, 0x20, 0xA8, 0x39, 0x7B, 0x1D, 0xCD, 0xAF])
        #expect(random.bytes(16) != random.bytes(16))
        #expect(random.bytes(3).count == 3)
    }

    @Test func `Requests of the same seed carry the same token and boundary`() throws {
        let first = try Self.formHeaders(seed: 7)
        #expect(first == (try Self.formHeaders(seed: 7)))
        let other = try Self.formHeaders(seed: 8)
        #expect(zip(first, other).allSatisfy { $0 != $1 })
    }

    /// The drawn headers of a request with a form.
    private static func formHeaders(seed: UInt64) throws -> [String?] {
        let ambience = DynamicVariableTests.variables(seed: seed).ambience
        let builder = RequestBuilder(
            files: RequestBuilderTests.Files([:]), ambience: ambience, userAgent: "Posthaste/1",
            hostName: { $0 })
        let definition = try DefinitionFile.request(
            try JSONParser.parse(
                #"""
                {"method": "POST", "url": "http://h/", "body": {"mode": "formdata",
                 "formdata": [{"key": "a", "value": "{{$guid}}", "type": "text"}]}}
                """#))
        let resolver = TemplateResolver(scopes: VariableScopes(), ambience: ambience)
        let prepared = try builder.prepare(
            resolver.resolve(definition).value, behavior: JSONObject())
        let headers = builder.finish(prepared, behavior: JSONObject()).headers
        return [headers["Postman-Token"], headers["Content-Type"]]
    }
}
