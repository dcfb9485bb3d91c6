/// A body made of pieces, so that large files are read only while they are sent.
public struct HTTPBody: Sendable, Hashable {
    /// One piece of a body.
    public enum Piece: Sendable, Hashable {
        /// Bytes in memory.
        case bytes([UInt8])
        /// A whole file, and its size in bytes when the body was made.
        case file(path: String, size: Int)
    }

    /// The pieces in order.
    public var pieces: [Piece]

    /// Makes a body from pieces.
    public init(pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Makes a body from bytes in memory.
    public init(_ bytes: [UInt8]) {
        pieces = [.bytes(bytes)]
    }

    /// The length of the whole, in bytes.
    public var count: Int {
        pieces.reduce(0) { sum, piece in
            switch piece {
            case .bytes(let bytes): sum + bytes.count
            case .file(_, let size): sum + size
            }
        }
    }
}

/// A request with nothing left to resolve: what it says is what goes over the wire.
public struct HTTPRequest: Sendable, Hashable {
    /// The method, as sent.
    public var method: String
    /// The absolute URL, already encoded, without a fragment; sent byte for byte.
    public var url: String
    /// The headers in sending order; `Host`, `Content-Length` and `Cookie` are added by the
    /// transport if they are absent.
    public var headers: HTTPHeaders
    /// The body, or nil for none.
    public var body: HTTPBody?

    /// Makes a request.
    public init(
        method: String = "GET", url: String, headers: HTTPHeaders = HTTPHeaders(),
        body: HTTPBody? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Whether sending it twice has the same effect as sending it once (RFC 9110 §9.2.2).
    public var isIdempotent: Bool {
        ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"].contains(method)
    }
}

/// Who signs in by NTLM, whose handshake belongs to a connection.
public struct NTLMAccount: Sendable, Hashable {
    /// The domain; empty for none.
    public var domain: String
    /// The name within the domain.
    public var user: String
    /// The password.
    public var password: String
    /// The name of the machine, as the server gets to know it; empty for none.
    public var workstation: String

    /// Makes an account.
    public init(domain: String, user: String, password: String, workstation: String = "") {
        self.domain = domain
        self.user = user
        self.password = password
        self.workstation = workstation
    }
}
