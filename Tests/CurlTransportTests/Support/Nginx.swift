import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A local nginx on ports that the system chooses, gone with the test.
final class Nginx: Sendable {
    /// The secure port; `127.0.0.1` and `localhost` are in its certificate.
    let port: Int
    /// A secure port that demands a client's certificate.
    let strictPort: Int
    /// A port that speaks HTTP/2 without TLS, and nothing else.
    let clearHTTP2Port: Int
    /// The size of `/text`, which is compressed as the client accepts it.
    static let textSize = 300_000

    private let folder: TemporaryFolder
    /// Stopping nginx, too, reads the configuration, which needs the files.
    private let certificates: Certificates

    /// Starts nginx with the certificates' server key.
    init(_ certificates: Certificates) throws {
        self.certificates = certificates
        folder = try TemporaryFolder()
        _ = try folder.write("text", String(repeating: "0123456789", count: Self.textSize / 10))
        var lastError: (any Error)?
        for _ in 0..<5 {
            let ports = try Self.freePorts(3)
            let path = try folder.write(
                "nginx.conf", Self.configuration(certificates, ports, folder.path))
            do {
                // The parent returns once the daemon listens.
                try run("nginx", "-q", "-c", path, "-e", "\(folder.path)/error.log")
                port = ports[0]
                strictPort = ports[1]
                clearHTTP2Port = ports[2]
                return
            } catch {
                lastError = error
            }
        }
        throw lastError ?? CommandFailure(command: "nginx", output: "")
    }

    deinit {
        do {
            try run("nginx", "-q", "-c", "\(folder.path)/nginx.conf", "-s", "stop")
            // It still writes into its folder until its last act, which is to remove this file.
            let end = ContinuousClock.now + .seconds(5)
            while access("\(folder.path)/pid", F_OK) == 0 && ContinuousClock.now < end {
                usleep(1000)
            }
        } catch {
            Issue.record(error, "nginx goes on running")
        }
    }

    /// Ports that were free a moment ago.
    static func freePorts(_ count: Int) throws -> [Int] {
        let listeners = try (0..<count).map { _ in try RecordingServer.listen() }
        defer { listeners.forEach { close($0.socket) } }
        return listeners.map(\.port)
    }

    private static func configuration(
        _ certificates: Certificates, _ ports: [Int], _ folder: String
    ) -> String {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(folder)/\($0);" }.joined(separator: "\n")
        return """
            load_module /usr/lib/nginx/modules/ngx_http_brotli_filter_module.so;
            daemon on; worker_processes 1; pid \(folder)/pid; error_log \(folder)/error.log;
            events { worker_connections 64; }
            http {
                access_log off; ssl_protocols TLSv1.2 TLSv1.3;
                \(temporary)
                ssl_certificate \(certificates.path("server.pem"));
                ssl_certificate_key \(certificates.path("server.key"));
                gzip on; gzip_types *; gzip_min_length 0; gzip_http_version 1.0;
                brotli on; brotli_types *; brotli_min_length 0; brotli_comp_level 1;
                server {
                    listen 127.0.0.1:\(ports[0]) ssl http2;
                    location / { return 200 "secure $request_uri"; }
                    location /version { return 200 $server_protocol; }
                    location /tls { return 200 "$ssl_protocol $ssl_cipher"; }
                    location = /text { root \(folder); }
                }
                server {
                    listen 127.0.0.1:\(ports[2]) http2;
                    location / { return 200 $server_protocol; }
                }
                server {
                    listen 127.0.0.1:\(ports[1]) ssl;
                    ssl_client_certificate \(certificates.path("ca.pem"));
                    ssl_verify_client on;
                    location / { return 200 $ssl_client_s_dn; }
                }
            }
            """
    }
}

/// A private certificate authority and its certificates, made by openssl for each run.
final class Certificates: Sendable {
    private static let curve = "ec_paramgen_curve:prime256v1"
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.write("san", "subjectAltName=IP:127.0.0.1,DNS:localhost")
        _ = try folder.write("none", "basicConstraints=CA:FALSE")
        try openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", Self.curve, "-nodes", "-days", "2",
            "-subj", "/CN=Test CA",
            "-keyout", path("ca.key"), "-out", path("ca.pem"))
        try sign("server", subject: "/CN=localhost", extensions: "san")
        try sign("client", subject: "/CN=tester", extensions: "none")
        let both = try ["client.pem", "client.key"].map {
            try String(contentsOfFile: path($0), encoding: .utf8)
        }
        _ = try folder.write("both.pem", both.joined())
        try openssl(
            "pkey", "-aes128", "-passout", "pass:word", "-in", path("client.key"), "-out",
            path("locked.key"))
        try openssl(
            "pkcs12", "-export", "-passout", "pass:word", "-in", path("client.pem"), "-inkey",
            path("client.key"), "-out", path("client.p12"))
        try openssl(
            "pkcs12", "-export", "-nomac", "-passout", "pass:word", "-in", path("client.pem"),
            "-inkey", path("client.key"), "-out", path("unchecked.p12"))
    }

    /// The path of one of the files.
    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    private func sign(_ name: String, subject: String, extensions: String) throws {
        try openssl(
            "req", "-newkey", "ec", "-pkeyopt", Self.curve, "-nodes", "-subj", subject, "-keyout",
            path("\(name).key"), "-out", path("\(name).csr"))
        try openssl(
            "x509", "-req", "-days", "2", "-in", path("\(name).csr"), "-CA", path("ca.pem"),
            "-CAkey", path("ca.key"), "-CAcreateserial", "-extfile", path(extensions), "-out",
            path("\(name).pem"))
    }

    private func openssl(_ arguments: String...) throws {
        try run("openssl", arguments)
    }
}

struct CommandFailure: Error {
    var command: String
    var output: String
}

/// Runs a command to its end; fails when it does.
func run(_ command: String, _ arguments: String...) throws {
    try run(command, arguments)
}

/// Foundation's `Process` would wait for a daemon's parent until the daemon itself ends.
private func run(_ command: String, _ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let log = try folder.write("log", "")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)

    var words = ([command] + arguments).map(copied) + [nil]
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin"
    var settings = [copied("PATH=\(path)"), copied("LC_ALL=C"), nil]
    defer { (words + settings).forEach { free($0) } }
    var child: pid_t = 0
    var status: Int32 = -1
    let candidates: [String] = path.split(separator: ":").map { "\($0)/\(command)" }
    let executable = candidates.first { access($0, X_OK) == 0 }
    guard let executable, posix_spawn(&child, executable, &actions, nil, &words, &settings) == 0
    else { throw CommandFailure(command: command, output: "not found") }
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    guard status == 0 else {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        throw CommandFailure(command: ([command] + arguments).joined(separator: " "), output: text)
    }
}

/// The text in memory that the caller frees.
private func copied(_ text: String) -> UnsafeMutablePointer<CChar>? { strdup(text) }
