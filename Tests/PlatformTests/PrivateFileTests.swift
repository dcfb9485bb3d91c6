import Foundation
import Testing

@testable import Platform

final class PrivateFileTests {
    private let folder = "/tmp/posthaste-private-\(UInt64.random(in: 0 ... .max))"

    init() throws {
        try FileAccess.createDirectory(folder, permissions: 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `A file is its owner's alone, and replaced whole`() throws {
        let path = folder + "/a"
        #expect(try PrivateFile.read(path) == nil)
        for text in ["a long first text", "short"] {
            try PrivateFile.replace(path, with: Array(text.utf8))
            #expect(try PrivateFile.read(path) == Array(text.utf8))
        }
        #expect(try mode(path) == 0o600)
        #expect(try mode(folder) == 0o700)
        #expect(try FileAccess.names(inFolder: folder) == ["a"])
        try FileAccess.remove(path)
        try FileAccess.remove(path)
        #expect(try FileAccess.names(inFolder: folder) == [])
        #expect(try FileAccess.names(inFolder: folder + "/none") == [])
    }

    @Test(arguments: [0o640, 0o604, 0o660])
    func `What others may read is refused`(mode: Int) throws {
        let path = folder + "/b"
        try PrivateFile.replace(path, with: [1])
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: SystemError.self) { try PrivateFile.read(path) }
    }

    @Test(
        "A folder of another user is refused, unless one of both is the superuser",
        arguments: [(7, 7, true), (8, 7, false), (0, 7, true), (7, 0, true)]
            as [(UInt32, UInt32, Bool)])
    func owners(owner: UInt32, user: UInt32, isTrusted: Bool) {
        #expect(PrivateFile.isTrusted(owner: owner, by: user) == isTrusted)
    }

    @Test(arguments: [0o770, 0o702])
    func `A folder that others may write to is refused`(mode: Int) throws {
        try PrivateFile.checkFolder(folder)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
        #expect(throws: SystemError.self) { try PrivateFile.checkFolder(folder) }
    }

    @Test func `Links and folders are refused`() throws {
        try PrivateFile.replace(folder + "/c", with: [1])
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/link", withDestinationPath: folder + "/c")
        #expect(throws: SystemError.self) { try PrivateFile.read(folder + "/link") }
        #expect(throws: SystemError.self) { try PrivateFile.read(folder) }
    }

    @Test func `A draft that a killed process left is no obstacle`() throws {
        let path = folder + "/d"
        try PrivateFile.replace(
            "\(path).\(ProcessInfo.processInfo.processIdentifier).part", with: [9])
        try PrivateFile.replace(path, with: [1])
        #expect(try FileAccess.names(inFolder: folder) == ["d"])
    }

    @Test func `A lock is held by one until it is let go of`() throws {
        let path = folder + "/lock"
        var first = try FileLock(path: path, waitMilliseconds: 0)
        #expect(first != nil)
        #expect(try FileLock(path: path, waitMilliseconds: 20) == nil)
        first = nil
        #expect(try FileLock(path: path, waitMilliseconds: 0) != nil)
        #expect(throws: SystemError.self) {
            try FileLock(path: folder + "/none/lock", waitMilliseconds: 0)
        }
    }

    @Test func `A log keeps what it has`() throws {
        let path = folder + "/log"
        for text in ["a\n", "b\n"] { try OutputFile(appendingTo: path).write(Array(text.utf8)) }
        #expect(try FileAccess.read(path) == Array("a\nb\n".utf8))
        #expect(try mode(path) == 0o600)
    }
}
