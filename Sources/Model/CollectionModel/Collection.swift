public import Diagnostics
public import JSON

/// A collection as its file says it: no default filled in, no variable resolved.
///
/// Unknown members are kept: `json` is the whole file's value, in order.
public struct Collection: Sendable {
    /// The collection's name.
    public var name: String
    /// The collection's id, if the file has one.
    public var id: String?
    /// Folders and requests in order.
    public var items: [CollectionItem]
    /// What is inherited by every item.
    public var inheritable: Inheritable
    /// The collection variables in order.
    public var variables: [VariableDefinition]
    /// The value that the collection was read from; of format v1, what became of it; `null` if it
    /// was not kept.
    public var json: JSONValue
    /// What the user should know about the file.
    public var warnings: [Diagnostic] = []
    /// What its files have in format 3 that `json` has no place for.
    var losses: [String] = []
    /// Whether it was read from format 3.
    var isV3 = false
}

/// What a collection or folder passes on to the items in it, and a request has for itself.
public struct Inheritable: Sendable {
    /// The scripts in order.
    public var events: [EventDefinition]
    /// The authorization, or nil if the node leaves it to its ancestors.
    public var authorization: AuthorizationDefinition?
    /// The members of `protocolProfileBehavior`.
    public var behavior: JSONObject

    /// Makes the parts of a node.
    public init(
        events: [EventDefinition] = [], authorization: AuthorizationDefinition? = nil,
        behavior: JSONObject = JSONObject()
    ) {
        self.events = events
        self.authorization = authorization
        self.behavior = behavior
    }
}

/// A node below the collection.
///
/// It is indirect since it is large, and walks over a collection copy it.
public indirect enum CollectionItem: Sendable {
    /// A folder.
    case folder(Folder)
    /// A request.
    case request(RequestItem)

    /// The node's name.
    public var name: String {
        switch self {
        case .folder(let folder): folder.name
        case .request(let item): item.name
        }
    }

    /// The node's id.
    public var id: String {
        switch self {
        case .folder(let folder): folder.id
        case .request(let item): item.id
        }
    }
}

/// A folder: Postman's item group.
public struct Folder: Sendable {
    /// The id from the file, or one made from the folder's position.
    public var id: String
    /// The name.
    public var name: String
    /// Folders and requests in order.
    public var items: [CollectionItem]
    /// What is inherited by every item below.
    public var inheritable: Inheritable
    /// The folder's variables, which only format 3 has.
    public var variables: [VariableDefinition] = []
}

/// A request with its scripts and saved responses.
public struct RequestItem: Sendable {
    /// The id from the file, or one made from the item's position.
    public var id: String
    /// The name.
    public var name: String
    /// The request.
    public var request: RequestDefinition
    /// The item's own scripts, authorization and behaviour.
    public var inheritable: Inheritable
    /// The saved responses in order.
    public var responses: [SavedResponse]
    /// The kind of request that scripts of format 3 distinguish: `graphql`; nil for any other.
    public var requestKind: String?
    /// The file that has the request; nil if the collection is from elsewhere.
    public var file: String?
    /// The line of the file; nil if the request is all of it, as in format 3.
    public var line: Int?
}

/// An example response that was saved with a request; a run never sends it, a mock server does.
public struct SavedResponse: Sendable {
    /// The name.
    public var name: String
    /// The request that it answers, if the file has it.
    public var originalRequest: RequestDefinition?
    /// The status code; 200 if the file has none.
    public var code: Int
    /// The reason phrase.
    public var status: String?
    /// The headers.
    public var headers: [HeaderDefinition]
    /// The body, or nil for none.
    public var body: String?
}

/// The authorization of a node: a type and its parameters.
public struct AuthorizationDefinition: Sendable, Hashable {
    /// The type, as `oauth2`, `basic`, `noauth`.
    public var type: String
    /// The parameters in order; a parameter may have any JSON value.
    public var parameters: [JSONMember]

    /// Makes an authorization.
    public init(type: String, parameters: [JSONMember] = []) {
        self.type = type
        self.parameters = parameters
    }

    /// The value of the last parameter of that name.
    public subscript(key: String) -> JSONValue? {
        parameters.last { $0.key == key }?.value
    }
}

/// A script and the event that it listens to.
public struct EventDefinition: Sendable, Hashable {
    /// The event: `prerequest`, `test`, or something that is never triggered.
    public var listen: String
    /// The code; empty for a script that only names a `src`.
    public var code: String
    /// The id of the script, or one made from its position; the same for the same script
    /// throughout.
    public var id: String
    /// The kind of requests that the script is for, `http` or `graphql`; nil for all.
    public var requestKind: String?

    /// Creates an event.
    public init(listen: String, code: String, id: String, requestKind: String? = nil) {
        self.listen = listen
        self.code = code
        self.id = id
        self.requestKind = requestKind
    }
}

/// A variable as a file defines it.
public struct VariableDefinition: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value; nil if the file has none, which is ECMAScript's `undefined`.
    public var value: JSONValue?
    /// The type, as `default`, `secret`, `string`, `number`.
    public var type: String?
    /// Whether it is switched off, by `disabled: true` or `enabled: false`.
    public var isDisabled: Bool
    /// The value it was read from, with members that nothing here reads.
    public var json: JSONObject

    /// Makes a variable.
    public init(
        key: String, value: JSONValue?, type: String? = nil, isDisabled: Bool = false,
        json: JSONObject = JSONObject()
    ) {
        self.key = key
        self.value = value
        self.type = type
        self.isDisabled = isDisabled
        self.json = json
    }
}

/// An environment or the globals, as their file says.
public struct VariableSet: Sendable {
    /// The id, if the file has one.
    public var id: String?
    /// The name, if the file has one.
    public var name: String?
    /// The variables in order.
    public var variables: [VariableDefinition]
    /// The value that the set was read from.
    public var json: JSONValue
    /// What the user should know about the file.
    public var warnings: [Diagnostic] = []

    /// Makes a set.
    public init(
        id: String? = nil, name: String? = nil, variables: [VariableDefinition] = [],
        json: JSONValue = .null
    ) {
        self.id = id
        self.name = name
        self.variables = variables
        self.json = json
    }
}
