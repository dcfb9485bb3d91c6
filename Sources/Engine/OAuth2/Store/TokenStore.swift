public import Diagnostics
import JSON

/// The tokens that outlive a run: one file for each, shared by all processes of the user.
///
/// It decides nothing about tokens. If a file cannot be read or written, it warns once and the run
/// continues without; only an unavailable lock is an error, since two processes that refresh the
/// same token at the same time may both lose it.
public final class TokenStore {
    let files: any TokenFiles
    private let warn: (Diagnostic) -> Void
    private var isSilent = false

    /// The longest wait for another process that renews the same token.
    static let lockSeconds = 60

    /// Makes a store over files.
    public init(_ files: any TokenFiles, warn: @escaping (Diagnostic) -> Void) {
        self.files = files
        self.warn = warn
    }

    /// Returns the token under a name; nil if there is none, or none that can be read.
    public func token(_ name: String) -> StoredToken? {
        read(name + ".json").flatMap { StoredToken($0) ?? unreadable(name + ".json") }
    }

    /// All tokens, by their names.
    public func tokens() -> [(name: String, token: StoredToken)] {
        names("").compactMap { name in token(name).map { (name, $0) } }
    }

    /// Keeps a token.
    func save(_ token: StoredToken, _ name: String) { write(token.json, name + ".json") }

    /// Removes a token.
    public func remove(_ name: String) {
        do throws(TokenFileError) {
            try files.remove(name + ".json")
        } catch {
            warn(
                Diagnostic(
                    .warning, "the token '\(error.path)' cannot be removed: \(error.reason)"))
        }
    }

    /// Waits until no other process renews the token; nil if the store cannot be locked at all.
    func lock(_ name: String) throws(OAuth2Error) -> (any TokenLock)? {
        let lock: (any TokenLock)?
        do throws(TokenFileError) {
            lock = try files.lock(name + ".lock", seconds: Self.lockSeconds)
        } catch {
            reportUnusable(error)
            return nil
        }
        guard let lock else {
            throw OAuth2Error(.tokenLocked(seconds: Self.lockSeconds))
        }
        return lock
    }

    // MARK: Files

    func names(_ prefix: String) -> [String] {
        do throws(TokenFileError) {
            return try files.names().filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
                .map { String($0.dropLast(5)) }
                .filter { prefix.isEmpty ? !$0.contains("-") : true }
        } catch {
            reportUnusable(error)
            return []
        }
    }

    func read(_ file: String) -> JSONValue? {
        let bytes: [UInt8]
        do throws(TokenFileError) {
            guard let found = try files.read(file) else { return nil }
            bytes = found
        } catch {
            warn(
                Diagnostic(
                    .warning, "the stored token '\(error.path)' is not used: \(error.reason)"))
            return nil
        }
        guard let json = try? JSONParser.parse(JSONSource(name: file, bytes: bytes)) else {
            return unreadable(file)
        }
        return json
    }

    func write(_ json: JSONValue, _ file: String) {
        do throws(TokenFileError) {
            try files.replace(file, with: JSONWriter.prettyBytes(json))
        } catch {
            reportUnusable(error)
        }
    }

    func unreadable<Value>(_ file: String) -> Value? {
        warn(
            Diagnostic(
                .warning,
                "the stored token '\(files.place)/\(file)' is not used: the file is "
                    + "damaged"))
        return nil
    }

    private func reportUnusable(_ error: TokenFileError) {
        if isSilent { return }
        isSilent = true
        warn(
            Diagnostic(
                .warning, "tokens are not kept after this run: '\(error.path)': \(error.reason)",
                help: ["'--token-cache DIR' names another folder, '--token-cache off' none"]))
    }
}
