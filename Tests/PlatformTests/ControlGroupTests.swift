import Foundation
import Testing

@testable import Platform

struct ControlGroupTests {
    private let root = FileManager.default.temporaryDirectory
        .appending(path: "groups-\(UUID().uuidString)")

    /// The limit of memory for a process in these groups, whose files say this.
    private func memory(_ membership: String, _ files: [String: String]) throws -> Int {
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try Data(membership.utf8).write(to: root.appending(path: "membership"))
        for (path, text) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return ControlGroup.limit(
            of: "memory", in: ["memory.max", "memory.limit_in_bytes"],
            membership: root.appending(path: "membership").path, root: root.path)
    }

    @Test(
        "The smallest limit of a group and of those above it counts",
        arguments: [
            ("0::/a/b\n", ["memory.max": "9\n"], 9),
            ("0::/a/b\n", ["a/b/memory.max": "7\n", "a/memory.max": "max\n"], 7),
            ("0::/a/b\n", ["a/b/memory.max": "7\n", "a/memory.max": "5\n"], 5),
            ("0::/\n", ["a/memory.max": "5\n"], .max),
            ("4:memory:/a\n1:cpu,cpuacct:/\n", ["memory/a/memory.limit_in_bytes": "3\n"], 3),
            ("4:pids:/a\n", ["memory/a/memory.limit_in_bytes": "3\n"], .max),
            ("", ["memory/memory.limit_in_bytes": "4\n"], 4),
        ] as [(String, [String: String], Int)])
    func smallest(membership: String, files: [String: String], limit: Int) throws {
        #expect(try memory(membership, files) == limit)
    }
}
