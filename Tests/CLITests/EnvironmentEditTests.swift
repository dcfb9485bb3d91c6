import Diagnostics
import Foundation
import Testing

@testable import CLI

/// Changes of environments that leave the rest of their text as it is.
struct EnvironmentEditTests {
    @Test(
        "All variables of a name are removed, wherever they stand",
        arguments: [
            ("[A, A]", "[]"), ("[\r\n  A,\r\n  A\r\n]", "[]"), ("[A, A, B]", "[B]"),
            ("[A, B, A]", "[B]"), ("[\n  A\n]", "[]"), ("[B, A, A]", "[B]"),
            ("[ A, A, B, A, C, A ]", "[ B, C ]"), ("[A]", "[]"),
        ])
    func unset(list: String, rest: String) throws {
        let edited = try Self.edited(Self.environment(list), "json") { edit throws(Diagnostic) in
            try edit.unsetting("A")
        }
        #expect(edited == Self.environment(rest))
    }

    @Test(
        "A variable in YAML goes with the comments directly above it",
        arguments: [
            // The names of those that go, and the list before and after.
            (["a"], "\n  # a\n  - key: a\n  # b\n  - key: b\n", "\n  # b\n  - key: b\n"),
            (
                ["b"], "\n  - key: a\n\n  # apart\n\n  # b\n  - key: b\n# tail\n",
                "\n  - key: a\n\n  # apart\n\n# tail\n"
            ),
            (["b"], "\n- key: a\n  # value: 1\n# b\n- key: b\n", "\n- key: a\n  # value: 1\n"),
            (["a"], "\n  - key: a\n# tail\n\n# second\n", " []\n# tail\n\n# second\n"),
            (["a"], " # list\n  - key: a\n# tail\n", " [] # list\n# tail\n"),
            (["a"], "\n  -\n    key: a\n  - # b\n    key: b\n", "\n  - # b\n    key: b\n"),
            (["a", "b"], "\n  -\n    key: a\n  - # b\n    key: b\n", " []\n"),
            (
                ["a"], "\n  - {key: a,\n    value: x # y\n    }\n  # b\n  - {key: b}\n",
                "\n  # b\n  - {key: b}\n"
            ),
            (
                ["b"], "\n  - key: a\n    value: \"x\n  # y\"\n  - key: b\n",
                "\n  - key: a\n    value: \"x\n  # y\"\n"
            ),
            (["a"], "\n  - key: a\n    value: |\n      x\n\n# tail\n", " []\n\n# tail\n"),
            (["a"], "\n  - key: a\n    value: |+\n      x\n\n  - key: b\n", "\n  - key: b\n"),
            (["a"], "\n  - key: a\n    value:\n# tail\n...\n", " []\n# tail\n...\n"),
            (["b"], "\n  - key: a\n  - key: b\n    value: |\n      x", "\n  - key: a\n"),
        ])
    func unsetYAML(names: [String], list: String, rest: String) throws {
        // Another member of the file may follow.
        let canGoOn = list.hasSuffix("\n") && !list.contains("...")
        for end in canGoOn ? ["", "color: red\n"] : [""] {
            try Self.checkYAML(list + end, becomes: rest + end) { edit throws(Diagnostic) in
                guard let edit = edit as? YAMLEnvironmentEdit else { return [] }
                return try edit.changing([], removing: Set(names))
            }
            let text = try names.reduce("values:" + list + end) { text, name in
                try Self.edited(text, "yaml") { edit throws(Diagnostic) in
                    try edit.unsetting(name)
                }
            }
            #expect(text == "values:" + rest + end)
        }
    }

    @Test(
        "A variable in YAML is added directly behind the others",
        arguments: [
            (
                "\n  - key: a\n# tail\n\n# 2\n",
                "\n  - key: a\n  - key: q\n    value: Z\n# tail\n\n# 2\n"
            ),
            ("\n  -\n    key: a\n", "\n  -\n    key: a\n  - key: q\n    value: Z\n"),
            ("\n-   key: a\n...\n", "\n-   key: a\n- key: q\n  value: Z\n...\n"),
            ("\n- {key: a,\n  }\n", "\n- {key: a,\n  }\n- key: q\n  value: Z\n"),
            (
                "\n- key: a\n  value: |+\n    x\n\n# tail\n",
                "\n- key: a\n  value: |+\n    x\n\n- key: q\n  value: Z\n# tail\n"
            ),
            (
                "\n- key: a\n  value: |\n    x\n\n# tail\n",
                "\n- key: a\n  value: |\n    x\n- key: q\n  value: Z\n\n# tail\n"
            ),
            ("\n- key: a", "\n- key: a\n- key: q\n  value: Z"),
            (" [] # list\n", " # list\n  - key: q\n    value: Z\n"),
            (" [\n]\ncolor: red\n", "\n  - key: q\n    value: Z\ncolor: red\n"),
        ])
    func addYAML(list: String, result: String) throws {
        try Self.checkYAML(list, becomes: result) { edit throws(Diagnostic) in
            try edit.setting("q", to: "Z", isSecret: false)
        }
    }

    /// Checks an edit of a list, with both kinds of line ends.
    private static func checkYAML(
        _ list: String, becomes result: String,
        _ change: (any EnvironmentEdit) throws(Diagnostic) -> [UInt8]
    ) throws {
        for lineEnd in ["\n", "\r\n"] {
            func text(_ list: String) -> String {
                ("name: E\nvalues:" + list).replacing("\n", with: lineEnd)
            }
            #expect(try edited(text(list), "yaml", change) == text(result))
        }
    }

    @Test(
        "A value in braces is set with the quotes that it needs there",
        arguments: [
            ("{key: a}", "Z", "{key: a, value: Z}"),
            ("{key: a, value: x}", "y, b: [1]", "{key: a, value: \"y, b: [1]\"}"),
            ("{key: a, value: }", "y\\,z", "{key: a, value: \"y\\\\,z\"}"),
        ])
    func setInBraces(element: String, value: String, result: String) throws {
        let edited = try Self.edited("name: E\nvalues:\n  - \(element)\n", "yaml") {
            edit throws(Diagnostic) in try edit.setting("a", to: value, isSecret: false)
        }
        #expect(edited == "name: E\nvalues:\n  - \(result)\n")
    }

    @Test(
        "A form that cannot be changed is refused with its line",
        arguments: [
            ("{name: E, values: []}\n", 1), ("name: E\n? values\n: - key: a\n", 3),
            ("name: E\nvalues:\n  [{key: a}]\n", 3),
        ])
    func refusal(text: String, line: Int) {
        let error = #expect(throws: Diagnostic.self) {
            try Self.edited(text, "yaml") { edit throws(Diagnostic) in
                try edit.setting("q", to: "Z", isSecret: false)
            }
        }
        #expect(error?.place.position?.line == line)
    }

    @Test("An edit that breaks the file is refused with the reason")
    func brokenEdit() {
        let error = #expect(throws: Diagnostic.self) {
            try Self.edited("name: E\nvalues: !!seq\n- key: a\n", "yaml") {
                edit throws(Diagnostic) in try edit.unsetting("a")
            }
        }
        #expect(error?.help.first?.contains("error in line 2: not valid YAML") == true)
    }

    /// The text of a file after an edit.
    private static func edited(
        _ text: String, _ suffix: String,
        _ change: (any EnvironmentEdit) throws(Diagnostic) -> [UInt8]
    ) throws -> String {
        let path = NSTemporaryDirectory() + "\(UUID()).\(suffix)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return String(decoding: try EnvironmentFile(path).edited(change).bytes, as: UTF8.self)
    }

    /// A file whose variables have names of one letter.
    private static func environment(_ list: String) -> String {
        let variables = list.replacing(/[A-Z]/) { #"{"key": "\#($0.output)", "value": "x]"}"# }
        return #"{"name": "E", "values": \#(variables), "kept": 1.0}"#
    }
}
