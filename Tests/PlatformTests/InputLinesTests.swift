import Foundation
import Testing

@testable import Platform

@Suite struct InputLinesTests {
    private let path = FileManager.default.temporaryDirectory
        .appending(path: "lines-\(UUID().uuidString)").path

    @Test(arguments: [
        ("", []), ("a\n", ["a+"]), ("a\nb", ["a+", "b"]), ("\n\n", ["+", "+"]),
        ("a\r\n\nb\n", ["a\r+", "+", "b+"]),
    ])
    func `lines are read with what ended them`(text: String, lines: [String]) throws {
        #expect(try read(Array(text.utf8)) == lines)
    }

    @Test(arguments: [262_143, 262_144, 262_145, 1_000_000])
    func `lines are longer than what is read at once`(length: Int) throws {
        let long = String(repeating: "a", count: length)
        let lines = try read(Array("x\n\(long)\n\(long)\ny".utf8))
        #expect(lines == ["x+", "\(long)+", "\(long)+", "y"])
    }

    @Test func `a line of a pipe is there before the next is written`() throws {
        let pipe = Pipe()
        let lines = try InputLines(
            path: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        #expect(!lines.isRegularFile)
        for text in ["first", "second"] {
            pipe.fileHandleForWriting.write(Data("\(text)\n".utf8))
            #expect(try lines.next()?.bytes == Array(text.utf8))
        }
        pipe.fileHandleForWriting.closeFile()
        #expect(try lines.next() == nil)
    }

    @Test func `what cannot be read is an error`() throws {
        #expect(throws: SystemError.self) { try InputLines(path: "/nowhere/at/all") }
        let folder = try InputLines(path: "/")
        #expect(throws: SystemError.self) { try folder.next() }
    }

    /// The lines of a file with these bytes, complete ones with `+` at the end.
    private func read(_ bytes: [UInt8]) throws -> [String] {
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = try InputLines(path: path)
        #expect(lines.isRegularFile)
        var result: [String] = []
        while let line = try lines.next() {
            let text = String(decoding: line.bytes, as: UTF8.self)
            result.append(text + (line.isComplete ? "+" : ""))
        }
        return result
    }
}
