import Foundation
import Testing
import Variables

@testable import CLI

@Suite("The files that bodies may send")
final class BodyFilesOnDiskTests {
    /// `outside.txt`, and a folder `in` with a file, a folder, and links.
    private let root = FileManager.default.temporaryDirectory
        .appending(path: "body-files-\(UUID().uuidString)").resolvingSymlinksInPath()

    init() throws {
        let files = FileManager.default
        try files.createDirectory(
            at: root.appending(path: "in/sub"), withIntermediateDirectories: true)
        for (path, text) in [("outside.txt", "outside"), ("in/a.txt", "abc"), ("input.txt", "")] {
            try Data(text.utf8).write(to: root.appending(path: path))
        }
        for (link, target) in [
            ("near", "a.txt"), ("away", "../outside.txt"), ("loop", "loop"), ("up", ".."),
        ] {
            try files.createSymbolicLink(
                atPath: root.appending(path: "in/\(link)").path, withDestinationPath: target)
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    private func outcome(_ path: String, isConfined: Bool) throws -> String {
        let folder = root.appending(path: "in").path
        let files = try BodyFilesOnDisk(folder: folder, isConfined: isConfined)
        do throws(BodyFileError) {
            let file = try files.locate(path.replacing("ROOT", with: root.path))
            return "\(file.path.replacing(root.path + "/", with: "")) \(file.size)"
        } catch {
            switch error {
            case .unreadable(_, let reason): return reason
            case .outside(let boundary): return boundary == folder ? "outside" : boundary
            }
        }
    }

    @Test(
        "Any file may be read unless it is confined to the folder, links resolved",
        arguments: [
            ("a.txt", "in/a.txt 3", "in/a.txt 3"), ("ROOT/in/a.txt", "in/a.txt 3", "in/a.txt 3"),
            ("sub/../a.txt", "in/sub/../a.txt 3", "in/a.txt 3"),
            ("near", "in/near 3", "in/a.txt 3"),
            ("../outside.txt", "in/../outside.txt 7", "outside"),
            ("ROOT/outside.txt", "outside.txt 7", "outside"), ("away", "in/away 7", "outside"),
            ("up/outside.txt", "in/up/outside.txt 7", "outside"),
            ("../input.txt", "in/../input.txt 0", "outside"),
            ("up/in/a.txt", "in/up/in/a.txt 3", "in/a.txt 3"),
            ("gone.txt", "no such file or directory", "no such file or directory"),
            ("a.txt/b", "not a directory", "not a directory"),
            ("sub", "it is a folder", "it is a folder"),
            ("loop", "too many levels of symbolic links", "too many levels of symbolic links"),
            ("/dev/null", "it is not a regular file", "outside"),
        ])
    func locating(path: String, free: String, confined: String) throws {
        #expect(try outcome(path, isConfined: false) == free)
        #expect(try outcome(path, isConfined: true) == confined)
    }

    @Test("A file without permission says so", .enabled(if: geteuid() != 0, "root may read all"))
    func permission() throws {
        let path = root.appending(path: "in/a.txt").path
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(try outcome("a.txt", isConfined: false) == "permission denied")
    }

    @Test("A relative folder confines as well as an absolute one")
    func relativeFolder() throws {
        let up = FileManager.default.currentDirectoryPath.split(separator: "/").map { _ in ".." }
        let relative = up.joined(separator: "/") + root.path + "/in"
        let files = try BodyFilesOnDisk(folder: relative, isConfined: true)
        #expect(try files.locate("a.txt").size == 3)
        #expect(throws: BodyFileError.outside(folder: root.path + "/in")) {
            try files.locate("../outside.txt")
        }
    }

    @Test("A working directory has to be a folder", arguments: ["a.txt", "gone"], [true, false])
    func folder(name: String, isConfined: Bool) {
        #expect(throws: InputError.self) {
            try BodyFilesOnDisk(
                folder: self.root.appending(path: "in/\(name)").path, isConfined: isConfined)
        }
    }
}
