import OAuth2
import Platform

/// The folder that tokens are kept in: private files, locked between processes.
final class TokenFolder: TokenFiles {
    let place: String
    private let interruption: Interruption
    private var isMade = false
    /// Whether nobody else may write to the folder.
    private var isChecked = false

    /// Chooses the folder that `--token-cache` names, or the user's own; nil if the option is
    /// `off`, and in a CI service without the option.
    init?(choice: String?, interruption: Interruption = .process) {
        let own = Presence.service == nil ? StateFolder.path("oauth") : nil
        guard let path = choice ?? own, choice != "off" else { return nil }
        place = path
        self.interruption = interruption
    }

    func names() throws(TokenFileError) -> [String] {
        try attempt(place) { () throws(SystemError) in try FileAccess.names(inFolder: place) }
    }

    func read(_ name: String) throws(TokenFileError) -> [UInt8]? {
        let file = place + "/" + name
        return try attempt(file) { () throws(SystemError) in
            if !isChecked { try PrivateFile.checkFolder(place) }
            isChecked = true
            return try PrivateFile.read(file)
        }
    }

    func replace(_ name: String, with bytes: [UInt8]) throws(TokenFileError) {
        try make()
        let file = place + "/" + name
        try attempt(file) { () throws(SystemError) in
            try PrivateFile.replace(file, with: bytes)
        }
    }

    func remove(_ name: String) throws(TokenFileError) {
        let file = place + "/" + name
        try attempt(file) { () throws(SystemError) in try FileAccess.remove(file) }
    }

    func lock(_ name: String, seconds: Int) throws(TokenFileError) -> (any TokenLock)? {
        try make()
        let file = place + "/" + name
        return try attempt(file) { () throws(SystemError) in
            try FileLock(path: file, waitMilliseconds: seconds * 1000, unless: interruption)
                .map(HeldLock.init)
        }
    }

    private func make() throws(TokenFileError) {
        if isMade { return }
        try attempt(place) { () throws(SystemError) in
            try FileAccess.createDirectory(place, permissions: 0o700)
            try PrivateFile.checkFolder(place)
        }
        isMade = true
    }

    private func attempt<Result>(
        _ file: String, _ body: () throws(SystemError) -> Result
    ) throws(TokenFileError) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            throw TokenFileError(path: file, reason: error.message)
        }
    }

    /// A lock that lasts until it is let go of.
    private final class HeldLock: TokenLock {
        private var lock: FileLock?

        init(_ lock: FileLock) {
            self.lock = lock
        }

        func release() { lock = nil }
    }
}
