import HTTPModel
import Testing

@Suite("Headers")
struct HTTPHeadersTests {
    private let headers = HTTPHeaders([
        HTTPField(name: "A", value: "1"), HTTPField(name: "b", value: "2"),
        HTTPField(name: "a", value: "3"),
    ])

    @Test(
        "Names compare without regard to ASCII case, and only to that",
        arguments: [
            ("Content-Type", "content-TYPE", true), ("", "", true), ("a", "aa", false),
            ("X-@", "X-`", false), ("X-[", "X-{", false), ("É", "é", false), ("A", "b", false),
        ])
    func names(_ a: String, _ b: String, _ isSame: Bool) {
        #expect(HTTPHeaders.same(a, b) == isSame)
    }

    @Test("Lines are found by name, the first of them alone by subscript")
    func lookup() {
        #expect(headers["a"] == "1")
        #expect(headers.values(named: "A") == ["1", "3"])
        #expect(headers.contains("B") && !headers.contains("c"))
        #expect(headers["c"] == nil && headers.values(named: "c").isEmpty)
    }

    @Test("Setting keeps the first line's place and name, and drops its repeats")
    func set() {
        var headers = headers
        headers.set("a", "4")
        #expect(headers.fields.map { $0.name + $0.value } == ["A4", "b2"])
        headers.set("C", "5")
        #expect(headers.fields.map { $0.name + $0.value } == ["A4", "b2", "C5"])
    }

    @Test("Adding keeps what is there, removing takes every line of the name")
    func addAndRemove() {
        var headers = headers
        headers.add("B", "2")
        #expect(headers.fields.count == 4)
        headers.remove("B")
        #expect(headers.fields.map { $0.name + $0.value } == ["A1", "a3"])
    }
}
