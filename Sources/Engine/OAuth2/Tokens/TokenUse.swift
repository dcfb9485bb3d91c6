import JSON

/// A collection and an environment that use a token: the names by which people know it.
public struct TokenUse: Sendable, Hashable {
    /// The name of the collection.
    public var collection: String
    /// The name of the environment; nil without one.
    public var environment: String?

    /// Creates a use.
    public init(collection: String = "", environment: String? = nil) {
        self.collection = collection
        self.environment = environment
    }

    /// The use in words, as `'Orders' with 'contoso'`.
    public var text: String {
        "'\(collection)'" + (environment.map { " with '\($0)'" } ?? "")
    }

    /// The form that is written.
    var json: JSONValue {
        .object(
            [("collection", .string(collection))]
                + (environment.map { [("environment", .string($0))] } ?? []))
    }

    /// Reads what was written; nil if it is something else.
    init?(_ json: JSONValue) {
        guard let collection = json["collection"]?.string else { return nil }
        self.collection = collection
        environment = json["environment"]?.string
    }
}
