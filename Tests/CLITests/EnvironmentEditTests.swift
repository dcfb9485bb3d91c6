import Diagnostics
import Foundation
import Testing

@testable import CLI

/// Changes of environments that leave the rest of their text as it is.
struct EnvironmentEditTests {
    @Test(
        "All variables of a name are removed, wherever they stand",
        arguments: [
            ("[A, A]", "[]"), ("[A,\n A\n]", "[\n]"), ("[A, A, B]", "[B]"), ("[A, B, A]", "[B]"),
            ("[B, A, A]", "[B]"), ("[ A, A, B, A, C, A ]", "[ B, C ]"), ("[A]", "[]"),
        ])
    func unset(list: String, rest: String) throws {
        let path = NSTemporaryDirectory() + "\(UUID()).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(Self.environment(list).utf8).write(to: URL(fileURLWithPath: path))
        let file = try EnvironmentFile(path)
        let edited = try file.edited { (edit) throws(Diagnostic) in try edit.unsetting("A") }
        #expect(String(decoding: edited.bytes, as: UTF8.self) == Self.environment(rest))
    }

    /// A file whose variables have names of one letter.
    private static func environment(_ list: String) -> String {
        let variables = list.replacing(/[A-Z]/) { #"{"key": "\#($0.output)", "value": "x]"}"# }
        return #"{"name": "E", "values": \#(variables), "kept": 1.0}"#
    }
}
