import Cryptography
import CurlTransport
import LoopbackServer
import Scripting
import YAML

/// The version of the program, and of what it runs on.
enum Version {
    static let text = "0.1.0"
    /// The date of this version, for the manual page.
    static let date = "2026-11-21"

    /// What `--version` prints, for reports of bugs; it opens the libraries.
    static func description(commit: String?) -> String {
        let libraries = [
            ("libcurl", CurlTransport.libraryVersion), ("OpenSSL", OpenSSL.version),
            ("JavaScriptCore", ScriptSandbox.engineVersion),
            ("libyaml", YAMLParser.libraryVersion),
            ("libmicrohttpd", LoopbackServer.libraryVersion),
        ]
        return "posthaste \(text)\ncommit \(commit ?? "unknown")\n"
            + libraries.map { "\($0.0) \($0.1 ?? "not installed")\n" }.joined()
    }
}
