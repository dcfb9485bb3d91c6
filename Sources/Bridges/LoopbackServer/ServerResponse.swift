public import HTTPModel

/// What a loopback server answers.
public struct ServerResponse: Sendable {
    /// The status code.
    public var status: Int
    /// The header lines; the server sets those that frame the message and the date.
    public var headers: HTTPHeaders
    /// The body; the answer to `HEAD` has only its length.
    public var body: [UInt8]
    /// Called when the last byte has gone to the system.
    var sent: (@Sendable () -> Void)?

    /// Makes a response.
    public init(status: Int, headers: HTTPHeaders = .init(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Makes a response of text, in UTF-8.
    public init(status: Int, type: String = "text/plain; charset=utf-8", text: String) {
        self.init(status: status, body: Array(text.utf8))
        headers.add("Content-Type", type)
    }
}
