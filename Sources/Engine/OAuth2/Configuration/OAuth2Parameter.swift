/// A parameter of the user's own for a request to the authorization server.
public struct OAuth2Parameter: Sendable, Hashable {
    /// Where it goes, as `send_as` says.
    public enum Place: Sendable, Hashable {
        /// Into the query.
        case url
        /// Into the form body.
        case body
        /// Into a header.
        case header
    }

    /// The name.
    public var name: String
    /// The value.
    public var value: String
    /// Where it goes.
    public var place: Place

    /// Makes a parameter.
    public init(name: String, value: String, place: Place) {
        self.name = name
        self.value = value
        self.place = place
    }
}
