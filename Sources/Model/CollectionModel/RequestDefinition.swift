public import JSON

/// A request as the file says it, variables unresolved.
public struct RequestDefinition: Sendable, Hashable {
    /// Methods that send no body unless `disableBodyPruning` says so (NewmanReference §6.4).
    public static let bodilessMethods: Set = ["GET", "COPY", "HEAD", "PURGE", "UNLOCK"]

    /// The method in upper case; `GET` if the file has none.
    public var method: String
    /// The URL.
    public var url: URLDefinition
    /// The headers in order, disabled ones included.
    public var headers: [HeaderDefinition]
    /// The body, or nil for none.
    public var body: BodyDefinition?
    /// The request's own authorization.
    public var authorization: AuthorizationDefinition?
    /// The proxy that the request goes through.
    public var proxy: ProxyDefinition?
    /// The certificate that is shown to a server which asks for one.
    public var certificate: CertificateDefinition?
    /// The description: text, or an object with `content` and `type`.
    public var description: JSONValue?

    /// Creates a request.
    public init(
        method: String = "GET", url: URLDefinition = URLDefinition(),
        headers: [HeaderDefinition] = [], body: BodyDefinition? = nil,
        authorization: AuthorizationDefinition? = nil, proxy: ProxyDefinition? = nil,
        certificate: CertificateDefinition? = nil, description: JSONValue? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.authorization = authorization
        self.proxy = proxy
        self.certificate = certificate
        self.description = description
    }
}

/// A header of a request or saved response.
public struct HeaderDefinition: Sendable, Hashable {
    /// The name as spelled.
    public var key: String
    /// The value.
    public var value: String
    /// Whether it is not sent.
    public var isDisabled: Bool
    /// Whether Posthaste added it to what the author of the request wrote.
    public var isSystem: Bool

    /// Makes a header.
    public init(
        key: String, value: String, isDisabled: Bool = false, isSystem: Bool = false
    ) {
        self.key = key
        self.value = value
        self.isDisabled = isDisabled
        self.isSystem = isSystem
    }

    /// The part of the value that is a credential, such as the token of `Authorization: Bearer …`;
    /// nil for other headers, and for a value that is a variable.
    public var credentials: String? {
        guard ["authorization", "proxy-authorization"].contains(key.lowercased()),
            !value.contains("{{")
        else { return nil }
        let words = value.split(separator: " ", maxSplits: 1)
        return words.last.map(String.init)
    }
}

/// A body by its mode.
public enum BodyDefinition: Sendable, Hashable {
    /// Text, with the language that `options.raw.language` names.
    case raw(String, language: String?)
    /// An HTML form in `application/x-www-form-urlencoded`.
    case urlencoded([FormParameter])
    /// A form in `multipart/form-data`.
    case formdata([FormParameter])
    /// One file, by its path or with its content in base64.
    case file(path: String?, base64: String?)
    /// A GraphQL request.
    case graphql(GraphQLDefinition)
}

/// One field of a form.
public struct FormParameter: Sendable, Hashable {
    /// The name.
    public var key: String
    /// The value, for a text field; base64 for a file given in place.
    public var value: JSONValue
    /// Whether it is a file field.
    public var isFile: Bool
    /// The paths of a file field; nil if the file has no `src`.
    public var sources: [String]?
    /// The media type to send with the part.
    public var contentType: String?
    /// The file name to send instead of the path's last component.
    public var fileName: String?
    /// Whether it is not sent.
    public var isDisabled: Bool

    /// Makes a field.
    public init(
        key: String, value: JSONValue = .null, isFile: Bool = false, sources: [String]? = nil,
        contentType: String? = nil, fileName: String? = nil, isDisabled: Bool = false
    ) {
        self.key = key
        self.value = value
        self.isFile = isFile
        self.sources = sources
        self.contentType = contentType
        self.fileName = fileName
        self.isDisabled = isDisabled
    }
}

/// The parts of a GraphQL request; nil for one that the file does not have.
public struct GraphQLDefinition: Sendable, Hashable {
    /// The query document: a string, unless the file is odd.
    public var query: JSONValue?
    /// The operation to run: a string or `null`.
    public var operationName: JSONValue?
    /// The variables: JSON text in a string as the app exports it, or an object.
    public var variables: JSONValue?

    /// Makes a request.
    public init(
        query: JSONValue?, operationName: JSONValue? = nil, variables: JSONValue? = nil
    ) {
        self.query = query
        self.operationName = operationName
        self.variables = variables
    }
}
