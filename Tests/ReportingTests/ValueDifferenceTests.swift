import RunModel
import Testing

@testable import Reporting

private func difference(
    _ expected: String, _ actual: String, message: String = ""
) -> [String]? {
    let failure = Failure(
        name: "AssertionError", message: message,
        comparison: Comparison(actual: actual, expected: expected))
    return ValueDifference(failure)?.text
}

@Suite struct ValueDifferenceTests {
    @Test func `equal values and values in the message have no difference`() {
        #expect(difference("a", "a") == nil)
        #expect(difference("200", "404", message: "expected 404 to equal 200") == nil)
        #expect(
            difference(
                "[\n  201,\n  204\n]", "200", message: "expected 200 to be one of [ 201, 204 ]")
                == nil)
        #expect(difference("true", "false", message: "expected a header 'X'") == nil)
        #expect(ValueDifference(Failure(name: "Error", message: "")) == nil)
    }

    @Test func `values that the message does not show are compared`() {
        #expect(difference("200", "404", message: "no") == ["- 200", "+ 404"])
    }

    @Test func `only changed lines are shown, with a few lines around them`() {
        let lines = (1...12).map { "line \($0)" }
        var changed = lines
        changed[5] = "changed"
        #expect(
            difference(lines.joined(separator: "\n"), changed.joined(separator: "\n")) == [
                "  …", "  line 3", "  line 4", "  line 5", "- line 6", "+ changed", "  line 7",
                "  line 8", "  line 9", "  …",
            ])
    }

    @Test func `added and missing members are found`() {
        #expect(
            difference("{\n  \"a\": 1,\n  \"b\": 2\n}", "{\n  \"b\": 2,\n  \"c\": 3\n}") == [
                "  {", "-   \"a\": 1,", "-   \"b\": 2", "+   \"b\": 2,", "+   \"c\": 3", "  }",
            ])
    }

    @Test func `a long line is cut around its first difference`() throws {
        let beginning = String(repeating: "x", count: 500)
        let end = String(repeating: "y", count: 500)
        let lines = try #require(difference(beginning + "A" + end, beginning + "B" + end))
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("- …xxx") && lines[0].hasSuffix("yyy…"))
        #expect(lines[0].contains("xAy") && lines[1].contains("xBy"))
        #expect(lines[0].count < 170)
    }

    @Test func `many different lines are cut`() throws {
        let expected = (0..<5_000).map { "e\($0)" }.joined(separator: "\n")
        let actual = (0..<5_000).map { "a\($0)" }.joined(separator: "\n")
        let lines = try #require(difference(expected, actual))
        #expect(lines.count == 61 && lines.last == "  …")
    }
}
