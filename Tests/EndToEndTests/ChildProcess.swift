import Foundation
import Testing

/// A command run to its end.
///
/// What it writes goes to files, not to pipes, so that no amount of it can block.
struct ChildProcess {
    /// What became of it.
    struct Outcome {
        let exitCode: Int32
        let stdout: String
        let stderr: String
    }

    var executable: URL
    var arguments: [String] = []
    var environment: [String: String] = [:]
    var directory: URL = FileManager.default.temporaryDirectory
    var standardInput = ""
    var timeoutSeconds = 180.0

    /// Runs the command and waits; one that takes too long is killed, which fails the test.
    func run() throws -> Outcome {
        let scratch = try ScratchFolder()
        let input = try scratch.write(standardInput, to: "stdin")
        let output = try scratch.write("", to: "stdout")
        let errors = try scratch.write("", to: "stderr")

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = Self.cleanEnvironment(home: scratch.url).merging(environment) { $1 }
        process.currentDirectoryURL = directory
        let streams = try [
            FileHandle(forReadingFrom: input), FileHandle(forWritingTo: output),
            FileHandle(forWritingTo: errors),
        ]
        defer { streams.forEach { try? $0.close() } }
        (process.standardInput, process.standardOutput) = (streams[0], streams[1])
        process.standardError = streams[2]
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.start()
        if ended.wait(timeout: .now() + timeoutSeconds) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            Issue.record("\(executable.lastPathComponent) did not end in \(timeoutSeconds) s")
        }
        return Outcome(
            exitCode: process.terminationReason == .exit ? process.terminationStatus : -1,
            stdout: try String(decoding: Data(contentsOf: output), as: UTF8.self),
            stderr: try String(decoding: Data(contentsOf: errors), as: UTF8.self))
    }

    /// Nothing of the tests' own environment (no CI variable, no proxy, no colours) but what the
    /// sanitizers read.
    private static func cleanEnvironment(home: URL) -> [String: String] {
        let sanitizers = ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"]
        let own = ProcessInfo.processInfo.environment.filter { sanitizers.contains($0.key) }
        return own.merging([
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home.path, "LANG": "C.UTF-8",
            "TERM": "xterm", "XDG_STATE_HOME": home.appending(path: ".state").path,
        ]) { $1 }
    }
}

extension Process {
    /// Runs the process with no signal blocked.
    ///
    /// The threads of libdispatch block most signals, and what is spawned from them inherits that:
    /// nothing could be asked to end.
    func start() throws {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }
}

/// A temporary folder that goes with its last user.
final class ScratchFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file, making its folders.
    @discardableResult
    func write(_ text: String, to path: String) throws -> URL {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file
    }
}
