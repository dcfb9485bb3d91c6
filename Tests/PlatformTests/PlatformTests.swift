import Foundation
import Platform
import Testing

struct PlatformTests {
    @Test func `A file is written at any place and read whole`() throws {
        let outer = "/tmp/posthaste-platform-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: outer) }
        let folder = outer + "/a/b"
        try FileAccess.createDirectory(folder)
        #expect(FileAccess.isDirectory(folder))
        let path = folder + "/f"
        let file = try OutputFile(creating: path)
        try file.write(Array("hello world".utf8), at: 0)
        try file.write(Array("W".utf8), at: 6)
        try file.truncate(to: 9)
        #expect(String(decoding: try FileAccess.read(path), as: UTF8.self) == "hello Wor")
        #expect(try FileAccess.readableSize(path) == 9)
        #expect(throws: SystemError.self) { try FileAccess.readableSize(folder) }
    }

    @Test func `Random bytes are as many as wanted, and never the same`() {
        let source = RandomSource()
        #expect(source.bytes(0).isEmpty)
        #expect(source.bytes(1_000).count == 1_000)
        let drawn = (0..<200).map { _ in source.bytes(16) }
        #expect(drawn.allSatisfy { $0.count == 16 })
        #expect(Set(drawn).count == drawn.count)
    }

    @Test func `A missing file says so in lower case`() {
        let error = #expect(throws: SystemError.self) { try FileAccess.read("/nowhere/at/all") }
        #expect(error?.message == "no such file or directory")
    }

    @Test(
        "A moment is formatted in the local time zone, as Foundation does",
        arguments: [0, 1_735_689_599.9, 1_751_328_000])
    func localTime(seconds: Double) {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let expected = formatter.string(from: Date(timeIntervalSince1970: seconds))
        #expect(Clocks.localTime(seconds) == expected)
    }

    @Test(
        "The parent of a path is the text before its last slash",
        arguments: [("/a/b", "/a"), ("/a", "/"), ("a", ""), ("a/b/c", "a/b")])
    func parents(path: String, parent: String) {
        #expect(FileAccess.parent(of: path) == parent)
    }

    @Test func `A background thread runs its body once`() async {
        await withCheckedContinuation { continuation in
            BackgroundThread.start { continuation.resume() }
        }
    }

    @Test func `A program is found on the search path`() {
        #expect(ChildProcess.exists("sh"))
        #expect(ChildProcess.exists("/bin/sh"))
        #expect(!ChildProcess.exists("no-such-program-anywhere"))
    }
}
