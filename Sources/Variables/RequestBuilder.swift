public import CollectionModel
public import HTTPModel
public import JSON

/// Why a request cannot be made ready.
public enum RequestBuildError: Error, Sendable, Hashable {
    /// The URL says no host.
    case emptyURL
    /// The URL's scheme is not one that can be exchanged.
    case unsupportedScheme(String)
    /// The URL's port is not a number, or a number that no port has.
    case invalidPort(String)
}

/// A request that lacks only its authorization and the headers that nobody has to write.
public struct PreparedRequest: Sendable {
    /// The request so far: the user's headers, the URL as it goes over the wire, the body.
    public var request: HTTPRequest
    /// The definition with all variables put in.
    public var definition: RequestDefinition
    /// What could not be sent, as phrases for the user.
    public var warnings: [String]

    fileprivate var contentType: String?
    fileprivate var body: BodyKind

    fileprivate enum BodyKind {
        case none, text, form
    }
}

/// Makes the HTTP request of a resolved definition: URL encoding, body, system headers.
///
/// Two steps, since signing comes between them: `prepare`, then whatever authorizes the request,
/// then `finish`, which adds what is absent (reference §6.1, §6.2).
public struct RequestBuilder {
    private let files: any BodyFiles
    private let ambience: Ambience
    private let userAgent: String

    /// Methods that send no body unless `disableBodyPruning` says so (reference §6.4).
    private static let bodilessMethods: Set = ["GET", "COPY", "HEAD", "PURGE", "UNLOCK"]

    /// Makes a builder for a run.
    public init(files: any BodyFiles, ambience: Ambience, userAgent: String) {
        self.files = files
        self.ambience = ambience
        self.userAgent = userAgent
    }

    /// Makes URL, headers and body of a definition in which the variables are put in already; what
    /// looks like one is sent as it stands, as `pm.sendRequest` wants it (reference §4.3).
    public func prepare(
        _ definition: RequestDefinition, behavior: JSONObject
    ) throws(RequestBuildError) -> PreparedRequest {
        let url = try Self.wireURL(
            definition.url, encodes: behavior["disableUrlEncoding"]?.boolean != true)
        var headers = HTTPHeaders()
        for header in definition.headers where !header.isDisabled && !header.key.isEmpty {
            headers.add(header.key, header.value)
        }
        let isPruned =
            Self.bodilessMethods.contains(definition.method)
            && behavior["disableBodyPruning"]?.boolean != true
        let result = BodyBuilder(
            files: files, ambience: ambience, userContentType: headers["Content-Type"]
        ).build(isPruned ? nil : definition.body)
        var prepared = PreparedRequest(
            request: HTTPRequest(
                method: definition.method, url: url, headers: headers, body: result.body),
            definition: definition, warnings: result.unreadable, contentType: result.contentType,
            body: result.body == nil ? .none : result.overridesUserType ? .form : .text)
        let keepsUserType = Self.disabledHeaders(behavior).contains("content-type")
        if let type = result.contentType, result.overridesUserType, !keepsUserType,
            let userType = headers["Content-Type"], !Self.sameMediaType(userType, type)
        {
            prepared.request.headers.set("Content-Type", type)
        }
        return prepared
    }

    /// Adds the headers that nobody has to write, where they are absent and not disabled (§6.2).
    public func finish(_ prepared: PreparedRequest, behavior: JSONObject) -> HTTPRequest {
        var request = prepared.request
        let disabled = Self.disabledHeaders(behavior)
        func add(_ name: String, _ value: @autoclosure () -> String?) {
            guard !disabled.contains(name.lowercased()), !request.headers.contains(name),
                let value = value()
            else { return }
            request.headers.add(name, value)
        }
        if prepared.body == .text { add("Content-Type", prepared.contentType) }
        add("User-Agent", userAgent)
        add("Accept", "*/*")
        add("Cache-Control", "no-cache")
        add("Postman-Token", ambience.uuid())
        add("Host", Self.hostHeader(prepared.definition.url))
        add("Accept-Encoding", "gzip, deflate, br")
        add("Connection", "keep-alive")
        if prepared.body == .form { add("Content-Type", prepared.contentType) }
        return request
    }

    private static func disabledHeaders(_ behavior: JSONObject) -> Set<String> {
        let members = behavior["disabledSystemHeaders"]?.object?.members ?? []
        return Set(members.filter { $0.value.boolean == true }.map { $0.key.lowercased() })
    }

    private static func sameMediaType(_ a: String, _ b: String) -> Bool {
        func type(_ text: String) -> String {
            text.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        }
        // A multipart type without a boundary is of no use, whatever else it says.
        return type(a) == type(b) && !type(b).hasPrefix("multipart/")
    }

    private static func wireURL(
        _ url: URLDefinition, encodes: Bool
    ) throws(RequestBuildError) -> String {
        guard let text = URLEncoding.wireText(of: url, encodes: encodes) else { throw .emptyURL }
        let scheme = url.scheme?.lowercased() ?? "http"
        guard ["http", "https", ""].contains(scheme) else { throw .unsupportedScheme(scheme) }
        if let port = url.port, !port.isEmpty, UInt16(port) == nil { throw .invalidPort(port) }
        return text
    }

    /// The `Host` header; nil for a host that the transport has to put into ASCII first.
    private static func hostHeader(_ url: URLDefinition) -> String? {
        guard let host = url.host, host.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        guard let port = url.port, !port.isEmpty else { return host.lowercased() }
        return host.lowercased() + ":" + port
    }
}
