import Foundation
import Testing

/// A run of the program as a user would start it, and all that must come of it:
/// `Cases/NAME/case.json`.
///
/// The other files of the folder are copied to the working directory of the run. In all of them,
/// and in
/// `case.json` itself, `@SERVER@` stands for the address of the server, `@PORT@` for its port,
/// `@CALLBACK@` for the redirect URI that Canaille takes, `@BROWSER@` for a program that can be
/// `$BROWSER`, `@POSTHASTE@` for the program itself, `@PYTHON@` for Python, and `@SERVERS@` for the
/// folder `Tests/Servers`. Texts to compare are a ``Pattern``.
///
/// Reports that the run leaves as `report.xml`, `newman.xml` (in Newman's layout) and `report.json`
/// are checked by other people's tools.
///
/// Three files, if they exist, are what must be there in full: `stdout.txt`, `stderr.txt`, and
/// `requests.txt` with every byte of every request that `echo_server.py` received. There each
/// request ends with a line `=====`; bytes that are no text are escaped as in `\\`, `\r`, `\x00`,
/// except the line ends of the head.
struct EndToEndCase: Decodable, CustomTestStringConvertible {
    /// Which server answers.
    enum Server: String, Decodable {
        /// `echo_server.py`, which gives the replies of the case.
        case echo
        /// `authorization_server.py`.
        case authorization
        /// The same with tokens that live three seconds.
        case briefAuthorization
        /// `httpbin_server.py`: an echo that others wrote.
        case httpbin
        /// `tls_server.py`: nginx with a certificate of a private authority. Nothing is recorded.
        case tls
        /// `signature_server.py`, which checks how requests are signed.
        case signatures
        /// `ntlm_server.py`. Nothing is recorded.
        case ntlm
        /// `canaille_server.py`: an identity provider with a login form. Nothing is recorded.
        case canaille
        /// `oidc_server.py`: an OpenID provider with metadata. Nothing is recorded.
        case oidc
        /// `dpop_server.py`: an authorization server that binds tokens to keys.
        case dpop
        /// `password_server.py`: nginx and Apache. Nothing is recorded.
        case passwords

        /// Whether it writes down what it receives.
        var isRecording: Bool {
            switch self {
            case .echo, .authorization, .briefAuthorization, .httpbin, .signatures, .dpop: true
            case .tls, .ntlm, .passwords, .canaille, .oidc: false
            }
        }
    }

    /// A request that the server must have received.
    struct ExpectedRequest: Decodable {
        /// The request line.
        let line: Pattern
        /// All header lines, in their order.
        let head: [Pattern]?
        /// Some header fields; null for one that must not be there.
        let headers: [String: Pattern?]?
        /// Some fields of the target's query, decoded; null for one that must not be there.
        let query: [String: Pattern?]?
        /// The same of a form in the body.
        let form: [String: Pattern?]?
        let body: Pattern?
    }

    /// A person at a terminal (see `terminal.py`); without it standard input is a file.
    struct Terminal: Decodable {
        let person: String
        /// What must be shown before the person interrupts.
        let awaits: String?
        let columns: Int?
    }

    /// What the case shows, as a sentence.
    let summary: String
    let arguments: [String]
    /// A shell script of the folder that is run in place of the program, with the arguments; the
    /// first command that fails ends it.
    let script: String?
    let environment: [String: String]?
    let stdin: String?
    let terminal: Terminal?
    let server: Server?
    let exitCode: Int32
    /// Parts of what is printed; a whole text is in `stdout.txt` or `stderr.txt`.
    let stdout: [Pattern]?
    let stderr: [Pattern]?
    /// Texts that must not be found in anything printed or written.
    let secrets: [String]?
    /// Parts that must not be printed.
    let absent: [Pattern]?
    let requests: [ExpectedRequest]?
    /// Parts of files that must be there after the run, by their path.
    let written: [String: [Pattern]]?
    /// Over how many connections the requests came.
    let connections: Int?
    let junit: JUnitFacts?

    var testDescription: String { summary }
}

extension EndToEndCase {
    /// The names of all cases, or of those that begin with a word of `$POSTHASTE_CASES`; a word
    /// with a hyphen before it leaves them out.
    static let names: [String] = {
        let found = try? FileManager.default.contentsOfDirectory(atPath: Tools.cases.path)
        let words = ProcessInfo.processInfo.environment["POSTHASTE_CASES"] ?? ""
        let parts = words.split(separator: " ")
        let omitted = parts.filter { $0.hasPrefix("-") }.map { $0.dropFirst() }
        let chosen = parts.filter { !$0.hasPrefix("-") }
        return (found ?? []).sorted().filter { name in
            (chosen.isEmpty || chosen.contains { name.hasPrefix($0) })
                && !omitted.contains { name.hasPrefix($0) }
        }
    }()
}

/// What a consumer reads in a JUnit report (`junit_facts.py`), or what it should read.
struct JUnitFacts: Decodable {
    /// The counts that an element declares.
    struct Sums: Decodable, Equatable {
        let tests: Int
        let failures: Int
        let errors: Int
        let skipped: Int
    }

    struct Suite: Decodable {
        let name: Pattern
        let declared: Sums?
        let properties: [String: Pattern]?
        let cases: [Case]
    }

    struct Case: Decodable {
        let name: Pattern
        let `class`: String?
        /// `passed`, `failed`, `error` or `skipped`.
        let outcome: String
        let message: Pattern?
    }

    let name: Pattern?
    let declared: Sums?
    let suites: [Suite]
}
