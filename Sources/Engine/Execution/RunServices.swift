public import HTTPModel
public import OAuth2
public import RunModel
public import Scripting
public import Variables

/// The world outside of a run: time, chance, network, files, and the person.
public struct RunServices {
    /// Time and chance.
    public var ambience: Ambience
    /// Random bytes that nobody may predict, for OAuth state and PKCE verifiers: never seeded.
    public var secretBytes: @Sendable (Int) -> [UInt8] = RunServices.systemBytes
    /// Waits for so many seconds.
    public var sleep: (Double) -> Void
    /// The network.
    public var transport: any ConcurrentTransport
    /// The form that a host has on the wire.
    public var hostName: (String) -> String = { $0.lowercased() }
    /// The user's files, as request bodies name them.
    public var files: any BodyFiles
    /// Hands out a file of a body in pieces, as long as they are taken, to sign it; returns false
    /// if it cannot be read.
    public var readFile: (_ path: String, _ take: ([UInt8]) -> Bool) -> Bool = { _, _ in false }
    /// Where scripts find the user's own modules; nil for nowhere.
    public var modules: ModulePlaces?
    /// Returns a client assertion that another program made, new for each use.
    public var clientAssertion: () throws(OAuth2Error) -> String = {
        () throws(OAuth2Error) in ""
    }
    /// Returns the token that is exchanged for another, new for each use.
    public var grantAssertion: () throws(OAuth2Error) -> String = {
        () throws(OAuth2Error) in ""
    }
    /// The person who can sign in.
    public var interaction: (any SignInPrompt)?
    /// The collection and the environment, as the names of stored tokens.
    public var tokenUse = TokenUse()
    /// What the command line says about tokens.
    public var overrides = OAuth2Overrides()
    /// Where tokens are kept from one run to the next; nil if they are not kept.
    public var tokenFiles: (any TokenFiles)?
    /// The tokens of runs that go on side by side.
    public var sharedTokens: SharedTokens?
    /// Receives every attempt to obtain a token.
    public var acquisition: (TokenAcquisition) -> Void = { _ in }
    /// Receives notes about tokens that were obtained, and other notes that are no warnings.
    public var note: (TokenNote) -> Void = { _ in }
    /// Returns the times that thresholds are compared with, given those of the run when it is over;
    /// nil if another run is judged for it.
    public var judgedTimes: (RequestTimes) -> RequestTimes? = { $0 }
    /// The name of the item that has the verdicts of thresholds.
    public var thresholdsName = "Thresholds"
    /// Why the run must end now: a signal came, or its time is over; nil while it goes on.
    ///
    /// Every wait in these services ends by itself then. It is asked on any thread.
    public var interruption: @Sendable () -> RunEnd.Interruption? = { nil }

    /// Makes a world.
    public init(
        ambience: Ambience, transport: any ConcurrentTransport, files: any BodyFiles,
        sleep: @escaping (Double) -> Void
    ) {
        self.ambience = ambience
        self.transport = transport
        self.files = files
        self.sleep = sleep
    }

    @Sendable private static func systemBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
