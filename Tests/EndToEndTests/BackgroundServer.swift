import Foundation
import Testing

/// A server that runs during a test and prints `listening on PORT`, as all of `Tests/Servers` do.
///
/// What numbers it says before that are for the test. Its standard input is a pipe of this process:
/// it ends when that closes, at the latest with the tests.
final class BackgroundServer: Sendable {
    let port: Int
    /// All numbers that it says; the last is the port.
    let numbers: [Int]
    private let process: Process
    private let input: Pipe

    init(_ executable: URL, _ arguments: [String]) throws {
        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        process.standardInput = input
        process.standardOutput = output
        try process.start()
        let line = Self.firstLine(of: output.fileHandleForReading)
        numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
        port = try #require(numbers.last, "the server says '\(line)'")
    }

    deinit {
        stop()
    }

    /// Ends the server and waits until it is gone.
    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? input.fileHandleForWriting.close()
    }

    private static func firstLine(of handle: FileHandle) -> String {
        var bytes = Data()
        while !bytes.contains(UInt8(ascii: "\n")) {
            let more = handle.availableData
            guard !more.isEmpty else { break }
            bytes += more
        }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}

/// httpbin, started when first needed and shared by all tests.
enum Httpbin {
    static let shared = Result {
        try BackgroundServer(Tools.python(), ["-B", Tools.server("httpbin_server.py").path])
    }
}

/// The authorization servers, each started when first needed and shared by all tests.
enum AuthorizationServer {
    /// Its tokens live for an hour.
    static let lasting = Result { try start(lifetimeSeconds: 3600) }

    /// Its tokens live for three seconds.
    static let brief = Result { try start(lifetimeSeconds: 3) }

    private static func start(lifetimeSeconds: Int) throws -> BackgroundServer {
        try BackgroundServer(
            Tools.python(),
            [
                "-B", Tools.server("authorization_server.py").path, "--lifetime",
                String(lifetimeSeconds),
            ])
    }
}

/// The server that checks signatures, started when first needed and shared by all tests.
enum SignatureServer {
    static let shared = Result {
        try BackgroundServer(
            Tools.python(), ["-B", Tools.server("signature_server.py").path])
    }
}
