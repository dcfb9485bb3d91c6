public import CollectionModel
public import Diagnostics
public import HTTPModel
public import JSON
import TextEncoding

/// A request that lacks only its authorization and the headers that nobody has to write.
public struct PreparedRequest: Sendable {
    /// The request so far: the user's headers, the URL as it goes over the wire, the body.
    public var request: HTTPRequest
    /// What could not be sent.
    public var warnings: [Diagnostic]

    fileprivate var contentType: BodyBuilder.ContentType?
    fileprivate var authority: String
    private let source: Source

    /// Where the definition is, which is large, and most steps do not look at it.
    private final class Source: Sendable {
        let definition: RequestDefinition

        init(_ definition: RequestDefinition) { self.definition = definition }
    }

    /// The definition with all variables put in.
    public var definition: RequestDefinition { source.definition }

    /// Whether the body is a form without parameters, which is sent only if a signature adds some.
    public var isEmptyForm: Bool { request.body == nil && contentType != nil }

    fileprivate init(
        _ request: HTTPRequest, of definition: RequestDefinition, warnings: [Diagnostic],
        contentType: BodyBuilder.ContentType?, authority: String
    ) {
        self.request = request
        self.warnings = warnings
        self.contentType = contentType
        self.authority = authority
        source = Source(definition)
    }

    /// Makes it the request that a redirect led to.
    public mutating func follow(_ sent: HTTPRequest) {
        request.url = sent.url
        request.method = sent.method
        guard sent.body == nil else { return }
        request.body = nil
        contentType = nil
        for name in ["Content-Type", "Content-Length", "Transfer-Encoding"] {
            request.headers.remove(name)
        }
    }
}

/// Builds the HTTP request of a resolved definition: URL encoding, body, system headers.
///
/// There are two steps, because the request is signed between them: `prepare`, and `finish`, which
/// adds the headers that are missing (NewmanReference §6.1, §6.2).
public struct RequestBuilder {
    private let files: any BodyFiles
    private let ambience: Ambience
    private let userAgent: String
    private let hostName: (String) -> String
    /// The id of the trace that the requests are part of, or nil for none.
    private let trace: String?

    /// Makes a builder for a run; `hostName` gives the form that a host has on the wire.
    ///
    /// If requests are traced, each has a `traceparent` with an id of its own (W3C Trace Context
    /// §3.2).
    public init(
        files: any BodyFiles, ambience: Ambience, userAgent: String, isTraced: Bool = false,
        hostName: @escaping (String) -> String
    ) {
        trace = isTraced ? Hexadecimal.encode(ambience.randomBytes(16)) : nil
        self.files = files
        self.ambience = ambience
        self.userAgent = userAgent
        self.hostName = hostName
    }

    /// Makes URL, headers and body of a definition in which the variables are put in already; what
    /// looks like one is sent as it stands, as `pm.sendRequest` wants it (NewmanReference §4.3).
    public func prepare(
        _ definition: RequestDefinition, behavior: JSONObject
    ) throws(RequestBuildError) -> PreparedRequest {
        let encoding = urlEncoding(behavior)
        try definition.url.checkDestination()
        guard let authority = encoding.authority(of: definition.url) else { throw .emptyURL }
        let url = encoding.wireText(of: definition.url, at: authority)
        var headers = Self.headers(definition.headers)
        let isPruned =
            RequestDefinition.bodilessMethods.contains(definition.method)
            && behavior["disableBodyPruning"]?.boolean != true
        let result = BodyBuilder(
            files: files, ambience: ambience, userContentType: headers["Content-Type"]
        ).build(isPruned ? nil : definition.body)
        if let type = result.contentType, result.body != nil,
            !Self.disabledHeaders(behavior).contains("content-type")
        {
            if headers.contains("Content-Type") {
                if type.replacesUsers { headers.set("Content-Type", type.value) }
            } else if type.precedesAuthorization {
                headers.add("Content-Type", type.value, isSystem: true)
            }
        }
        return PreparedRequest(
            HTTPRequest(
                method: definition.method, url: url, headers: headers, body: result.body),
            of: definition,
            warnings: Self.doubtfulHeaders(headers) + result.warnings,
            contentType: result.contentType,
            authority: encoding.hostHeader(authority))
    }

    /// The URL that a definition will be sent to; nil if it names no host yet.
    public func url(of definition: RequestDefinition, behavior: JSONObject) -> String? {
        urlEncoding(behavior).wireText(of: definition.url)
    }

    private func urlEncoding(_ behavior: JSONObject) -> URLEncoding {
        URLEncoding(
            encodes: behavior["disableUrlEncoding"]?.boolean != true, hostName: hostName)
    }

    /// The content type that the body will be sent with: the user's own, or what `finish` will add.
    public func contentType(of prepared: PreparedRequest, behavior: JSONObject) -> String? {
        if let own = prepared.request.headers["Content-Type"] { return own }
        if prepared.isEmptyForm { return nil }
        let isDisabled = Self.disabledHeaders(behavior).contains("content-type")
        return isDisabled ? nil : prepared.contentType?.value
    }

    /// Adds the system headers that are absent and not disabled (§6.2);
    /// the transport adds those that it alone knows.
    public func finish(_ prepared: PreparedRequest, behavior: JSONObject) -> HTTPRequest {
        var request = prepared.request
        request.headers.fields.reserveCapacity(request.headers.fields.count + 8)
        let disabled = Self.disabledHeaders(behavior)
        func add(_ name: String, _ value: @autoclosure () -> String) {
            if !disabled.isEmpty, disabled.contains(name.lowercased()) { return }
            if request.headers.contains(name) { return }
            request.headers.add(name, value(), isSystem: true)
        }
        let type = request.body == nil ? nil : prepared.contentType
        if let type, type.isLeading { add("Content-Type", type.value) }
        add("User-Agent", userAgent)
        add("Accept", "*/*")
        add("Cache-Control", "no-cache")
        add("Postman-Token", ambience.uuid())
        add("Host", prepared.authority)
        add("Accept-Encoding", "gzip, deflate, br")
        add("Connection", "keep-alive")
        if let type, !type.isLeading { add("Content-Type", type.value) }
        if let trace {
            add("traceparent", "00-\(trace)-\(Hexadecimal.encode(ambience.randomBytes(8)))-01")
        }
        return request
    }

    /// The headers that are sent: repeats of a name come together at its first place, unless
    /// another spelling of it is between them, and cookies in one line, as Postman's runtime writes
    /// them (§3.4, §6.2).
    private static func headers(_ definitions: [HeaderDefinition]) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for header in definitions where !header.isDisabled && !header.key.isEmpty {
            if HTTPHeaders.same(header.key, "Cookie"), let cookies = headers["Cookie"] {
                headers.set("Cookie", cookies + "; " + header.value)
            } else if let last = headers.lastIndex(of: header.key),
                headers.fields[last].name == header.key
            {
                headers.fields.insert(
                    HTTPField(name: header.key, value: header.value), at: last + 1)
            } else {
                headers.add(header.key, header.value)
            }
        }
        return headers
    }

    /// The headers that a request may have only once (RFC 9110, RFC 6454 §7).
    private static let singleHeaders = [
        "Authorization", "Content-Length", "Content-Location", "Content-Range", "Content-Type",
        "Date", "From", "Host", "If-Modified-Since", "If-Range", "If-Unmodified-Since",
        "Max-Forwards", "Origin", "Proxy-Authorization", "Range", "Referer", "User-Agent",
    ]

    /// Warns of headers that servers may misread.
    private static func doubtfulHeaders(_ headers: HTTPHeaders) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for name in singleHeaders where headers.fields.count > 1 {
            let count = headers.count(of: name)
            if count < 2 { continue }
            found.append(
                Diagnostic(
                    .warning,
                    "the request has \(count) headers '\(name)', and all of them are sent",
                    help: [
                        "disable all but one: servers use only one of them, or refuse the request"
                    ]))
        }
        return found + headers.fields.compactMap(\.encodingNote).map { Diagnostic(.note, $0) }
    }

    private static func disabledHeaders(_ behavior: JSONObject) -> Set<String> {
        let members = behavior["disabledSystemHeaders"]?.object?.members ?? []
        return Set(members.filter { $0.value.boolean == true }.map { $0.key.lowercased() })
    }
}
