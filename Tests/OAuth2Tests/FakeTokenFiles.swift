import HTTPModel
import OAuth2

/// Files in memory that several providers share, as processes share a folder.
final class FakeTokenFiles: TokenFiles {
    let place = "/state"
    var files: [String: [UInt8]] = [:]
    var failure: TokenFileError?
    /// Names that another process has locked forever.
    var heldElsewhere: Set<String> = []
    /// What another process does before the lock is obtained.
    var beforeLock: (() -> Void)?
    private(set) var held: Set<String> = []

    func names() throws(TokenFileError) -> [String] {
        if let failure { throw failure }
        return files.keys.sorted()
    }

    func read(_ name: String) throws(TokenFileError) -> [UInt8]? {
        if let failure { throw failure }
        return files[name]
    }

    func replace(_ name: String, with bytes: [UInt8]) throws(TokenFileError) {
        if let failure { throw failure }
        files[name] = bytes
    }

    func remove(_ name: String) throws(TokenFileError) { files[name] = nil }

    func lock(_ name: String, seconds: Int) throws(TokenFileError) -> (any TokenLock)? {
        if let failure { throw failure }
        if heldElsewhere.contains(name) { return nil }
        let act = beforeLock
        beforeLock = nil
        act?()
        precondition(held.insert(name).inserted, "a process that locks twice waits for itself")
        return Lock { self.held.remove(name) }
    }

    private final class Lock: TokenLock {
        private var end: (() -> Void)?

        init(end: @escaping () -> Void) { self.end = end }

        func release() {
            end?()
            end = nil
        }

        deinit { release() }
    }
}

extension FakeTokenFiles {
    /// A process of its own: its memory, its network, and these files.
    func process(
        _ replies: [FakeTransport.Reply] = [], person: FakePerson? = nil, now: Double = 1_000_000
    ) -> (world: FakeWorld, provider: TokenProvider) {
        let world = FakeWorld(replies, person: person)
        world.now = now
        let provider = TokenProvider(
            transport: world.transport, transferOptions: .init(), environment: world.environment,
            interaction: person, store: TokenStore(self) { world.notes.append(.warning($0)) },
            observer: world.observer)
        return (world, provider)
    }
}
