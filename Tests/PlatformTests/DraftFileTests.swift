import Foundation
import Platform
import Synchronization
import Testing

final class DraftFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "draft-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func url(_ name: String) -> URL { folder.appending(path: name) }

    private func path(_ name: String) -> String { url(name).path }

    private func text(_ name: String) -> String? {
        try? String(decoding: Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
    }

    private var names: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
    }

    @Test func `A file is absent until it is published, and whole from then on`() throws {
        let file = try DraftFile(replacing: path("a"))
        try file.write(Array("one".utf8), at: 0)
        #expect(text("a") == nil)
        try file.publish()
        try file.write(Array("two and half".utf8), at: 0)
        #expect(text("a") == "one")
        try file.finish()
        #expect(text("a") == "two and half")
        #expect(names == ["a"])
    }

    @Test func `A draft that is never finished leaves nothing behind`() throws {
        do {
            let file = try DraftFile(replacing: path("b"))
            try file.write(Array("x".utf8), at: 0)
        }
        #expect(names == [])
    }

    @Test func `What a killed process left is removed, links and folders are not`() throws {
        for name in ["a", "b", "c"] { try Data("old".utf8).write(to: url("\(name)")) }
        try Data("left".utf8).write(to: url("a.posthaste.part"))
        try FileManager.default.createSymbolicLink(
            at: url("b.posthaste.part"), withDestinationURL: url("c"))
        for name in ["a", "b"] { _ = try DraftFile(replacing: path(name)) }
        #expect(names == ["b.posthaste.part", "c"])
        #expect(text("c") == "old")
    }

    @Test func `A link with the name of a draft is not followed`() throws {
        try Data("old".utf8).write(to: url("victim"))
        try FileManager.default.createSymbolicLink(
            at: url("a.posthaste.part"), withDestinationURL: url("victim"))
        let file = try DraftFile(replacing: path("a"))
        try file.write(Array("new".utf8), at: 0)
        try file.publish()
        #expect(text("a") == "new" && text("victim") == "old")
        #expect(names == ["a", "victim"])
    }

    @Test func `Of two writers, the one that finds the other's file fails`() throws {
        let first = try DraftFile(replacing: path("c"))
        let second = try DraftFile(replacing: path("c"))
        try first.write(Array("first".utf8), at: 0)
        try second.write(Array("second".utf8), at: 0)
        try first.finish()
        #expect(throws: SystemError.self) { try second.finish() }
        #expect(text("c") == "first")
        #expect(names == ["c"])
    }

    @Test func `Of many writers that finish at the same time, one succeeds`() throws {
        // Each is used by one thread alone.
        nonisolated(unsafe) let drafts = try (0..<16).map { _ in
            try DraftFile(replacing: path("f"))
        }
        let winners = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: drafts.count) { index in
            do {
                try drafts[index].write(Array("\(index)".utf8), at: 0)
                try drafts[index].finish()
                winners.withLock { $0 += 1 }
            } catch {}
        }
        #expect(winners.withLock(\.self) == 1)
        #expect(names == ["f"])
    }

    @Test func `Of two writers to a streamed file, the second is refused`() throws {
        let first = try OutputFile(streamingTo: path("d"))
        try first.write(Array("first".utf8))
        #expect(throws: SystemError.self) { try OutputFile(streamingTo: path("d")) }
        #expect(throws: SystemError.self) { try DraftFile(replacing: path("d")) }
        #expect(text("d") == "first")
    }

    @Test func `A file that was read is not replaced, under any name`() throws {
        try Data("input".utf8).write(to: folder.appending(path: "e"))
        symlink("e", path("link"))
        _ = try FileAccess.read(path("e"))
        #expect(throws: SystemError.self) { try OutputFile(streamingTo: path("link")) }
        #expect(throws: SystemError.self) { try DraftFile(replacing: path("e")) }
        #expect(text("e") == "input")
    }

    @Test func `A private file that was read and is gone protects no other`() throws {
        try PrivateFile.replace(path("store"), with: Array("token".utf8))
        _ = try PrivateFile.read(path("store"))
        #expect(throws: SystemError.self) { try DraftFile(replacing: path("store")) }
        // A new file could have its number; this one certainly has.
        try FileManager.default.moveItem(at: url("store"), to: url("report"))
        _ = try DraftFile(replacing: path("report"))
    }

    @Test func `A new file has the permissions of any other new file`() throws {
        _ = try OutputFile(creating: path("other"))
        for isPublished in [false, true] {
            let file = try DraftFile(replacing: path("g"))
            if isPublished { try file.publish() }
            try file.finish()
            #expect(try permissions("g") == permissions("other"))
            try FileManager.default.removeItem(at: url("g"))
        }
    }

    @Test func `A file that became shorter while it is copied is an error`() throws {
        let file = try OutputFile(namelessIn: folder.path)
        try file.write(Array("abc".utf8), at: 0)
        var copy: [UInt8] = []
        try file.read(count: 3) { copy += $0 }
        #expect(copy == Array("abc".utf8))
        #expect(throws: SystemError.self) { try file.read(count: 4) { _ in } }
    }

    @Test func `A link stays, and its target is replaced with its permissions`() throws {
        try Data("old".utf8).write(to: folder.appending(path: "target"))
        chmod(path("target"), 0o640)
        symlink("target", path("link"))
        let file = try DraftFile(replacing: path("link"))
        try file.write(Array("new".utf8), at: 0)
        try file.finish()
        #expect(text("target") == "new")
        #expect(FileIdentity(path("link")) == FileIdentity(path("target")))
        #expect(try permissions("target") == 0o640)
    }

    @Test func `A replaced file keeps permissions that new files do not get`() throws {
        try Data("old".utf8).write(to: folder.appending(path: "shared"))
        chmod(path("shared"), 0o666)
        try FileAccess.replace(path("shared"), with: Array("new".utf8))
        #expect(try permissions("shared") == 0o666)
        #expect(text("shared") == "new")
    }

    @Test func `A file whose folder takes no draft is written in place`() throws {
        // The name of a draft would be too long.
        let name = String(repeating: "n", count: 255)
        try Data("a longer old text".utf8).write(to: url(name))
        let file = FileIdentity(path(name))
        try FileAccess.replace(path(name), with: Array("new".utf8), permissions: 0o600)
        #expect(text(name) == "new")
        #expect(FileIdentity(path(name)) == file)
        #expect(try permissions(name) == 0o600)
    }

    @Test func `A file in place that another writer has is left to it`() throws {
        let name = String(repeating: "n", count: 255)
        let other = try OutputFile(streamingTo: path(name))
        try other.write(Array("theirs".utf8))
        #expect(throws: SystemError.self) {
            try FileAccess.replace(path(name), with: Array("ours".utf8))
        }
        #expect(text(name) == "theirs")
    }

    private func permissions(_ name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return attributes[.posixPermissions] as? Int
    }
}
