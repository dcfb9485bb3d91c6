import Foundation

/// Where things are that the end-to-end tests run.
enum Tools {
    /// The program under test: `$POSTHASTE`, or what was built with the tests.
    static let posthaste: URL = {
        if let path = ProcessInfo.processInfo.environment["POSTHASTE"] {
            return URL(filePath: path)
        }
        return builtProducts.appending(path: "posthaste")
    }()

    /// The folder of this package.
    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the end-to-end cases.
    static let cases = package.appending(path: "Tests/EndToEndTests/Cases")

    private static let builtProducts: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        let tests = bundle.bundleURL
        return tests.pathExtension == "xctest" ? tests.deletingLastPathComponent() : tests
    }()

    /// The interpreter that has the Python packages of `Tests/Servers/requirements.txt`.
    static func python() throws(MissingTool) -> URL {
        try require(package.appending(path: ".build/test-venv/bin/python").path)
    }

    /// The schemas of JUnit files that Jenkins has (`.ci/fetch-schemas`).
    static func schemas() throws(MissingTool) -> [URL] {
        let folder = package.appending(path: ".build/test-venv/schemas")
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        guard let files, !files.isEmpty else { throw MissingTool(name: folder.path) }
        return files
    }

    /// One of the Python programs in `Tests/Servers`.
    static func server(_ name: String) -> URL {
        package.appending(path: "Tests/Servers").appending(path: name)
    }

    /// A program of the operating system, such as `nginx`.
    static func system(_ name: String) throws(MissingTool) -> URL {
        let folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin"]
        let paths = folders.map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
            throw MissingTool(name: name)
        }
        return URL(filePath: path)
    }

    private static func require(_ path: String) throws(MissingTool) -> URL {
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw MissingTool(name: path)
        }
        return URL(filePath: path)
    }
}

/// A program that the tests need and that is not there: a failure, never a silent pass.
struct MissingTool: Error, CustomStringConvertible {
    let name: String

    var description: String {
        "'\(name)' is not installed; `make test` installs what the end-to-end tests need"
    }
}
