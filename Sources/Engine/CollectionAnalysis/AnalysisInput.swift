public import CollectionModel
public import Diagnostics
public import JSON

/// What an analysis reads: files that are parsed already, and what only the outside knows.
public struct AnalysisInput {
    /// A collection and where it came from.
    public struct CollectionFile: Sendable {
        /// The collection.
        public var collection: Collection
        /// The texts that it was read from.
        public var origin: DefinitionOrigin

        /// Creates a file.
        public init(_ collection: Collection, from origin: DefinitionOrigin) {
            self.collection = collection
            self.origin = origin
        }
    }

    /// A file of variables and where it came from.
    public struct VariableFile: Sendable {
        /// What the file is for.
        public enum Role: Sendable, Hashable {
            /// An environment, or a layer of one, that every run has.
            case layer
            /// The environment of one tenant, among others.
            case tenant
            /// The globals.
            case globals
            /// An environment that belongs to no run: only what it says itself is judged.
            case alone
        }

        /// The variables.
        public var set: VariableSet
        /// The text that they were read from.
        public var origin: DefinitionOrigin
        /// What the file is for.
        public var role: Role

        /// Creates a file.
        public init(_ set: VariableSet, from origin: DefinitionOrigin, as role: Role) {
            self.set = set
            self.origin = origin
            self.role = role
        }
    }

    /// The collections.
    public var collections: [CollectionFile] = []
    /// The environments and globals.
    public var variables: [VariableFile] = []
    /// A file with options.
    public struct ConfigurationFile: Sendable {
        /// The options.
        public var json: JSONValue
        /// The text that they were read from.
        public var origin: DefinitionOrigin

        /// Creates a file.
        public init(_ json: JSONValue, from origin: DefinitionOrigin) {
            self.json = json
            self.origin = origin
        }
    }

    /// The configuration files, which may hold secrets.
    public var configurations: [ConfigurationFile] = []
    /// The names that data rows and the command line define.
    public var givenNames: Set<String> = []
    /// Whether the files are meant for runs that no person watches.
    public var isContinuousIntegration = false
    /// Returns whether a file that a request sends exists.
    public var fileExists: (String) -> Bool = { _ in true }
    /// Returns what is wrong with the syntax of a script; nil if nothing is.
    public var syntaxError: (String) -> (message: String, position: TextPosition)? = { _ in nil }

    /// Creates an empty input.
    public init() {}

    /// Whether variables that a collection uses can be expected to be defined.
    ///
    /// A collection without any environment mostly leaves its variables to one.
    public var knowsEnvironment: Bool {
        variables.contains { $0.role != .alone } || !givenNames.isEmpty
    }
}
