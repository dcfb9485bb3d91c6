import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A server that others wrote, which takes a port and stays in the foreground; gone with the test.
final class Daemon: Sendable {
    let port: Int
    private let process: Process

    /// Starts the program; `arguments` get a port that was free a moment ago.
    init(_ program: String, _ arguments: (Int) throws -> [String]) throws {
        for _ in 0..<5 {
            let port = try Nginx.freePorts(1)[0]
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/\(program)")
            process.arguments = try arguments(port)
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            if Self.accepts(port, process) {
                self.port = port
                self.process = process
                return
            }
            Self.end(process)
        }
        throw CommandFailure(command: program, output: "it does not listen")
    }

    deinit { Self.end(process) }

    /// microsocks ignores gentler signals.
    private static func end(_ process: Process) {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits until the server accepts connections; false if it ends or takes too long.
    private static func accepts(_ port: Int, _ process: Process) -> Bool {
        let end = ContinuousClock.now + .seconds(10)
        while process.isRunning && ContinuousClock.now < end {
            if RecordingServer.connects(to: port) { return true }
            usleep(2000)
        }
        return false
    }
}

/// tinyproxy: a forward proxy for HTTP, with a user and a password.
final class TinyProxy: Sendable {
    private let folder: TemporaryFolder
    private let daemon: Daemon
    var port: Int { daemon.port }

    init() throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        daemon = try Daemon("tinyproxy") { port in
            let path = try folder.write(
                "tinyproxy.conf",
                """
                Port \(port)
                Listen 127.0.0.1
                Timeout 60
                MaxClients 20
                LogFile "\(folder.path)/log"
                PidFile "\(folder.path)/pid"
                BasicAuth tester pass.word

                """)
            return ["-d", "-c", path]
        }
    }
}
