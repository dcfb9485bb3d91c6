import HTTPModel
import LoopbackServer

/// What the mock answers itself, before and after the tenant.
enum MockGate {
    /// The tenant's response, if the request is meant for this machine and the response can be
    /// sent.
    ///
    /// A page of another site can have its name lead to this machine, but not change the `Host`
    /// that a browser sends.
    static func response(
        to request: ServerRequest, _ respond: (ServerRequest) -> ServerResponse
    ) -> ServerResponse {
        guard isLocal(request.headers["Host"] ?? "") else {
            return text(421, "this mock answers to 'localhost' and loopback addresses only")
        }
        let response = respond(request)
        if (200...599).contains(response.status) { return response }
        return text(500, "the saved response has the status \(response.status), which is none")
    }

    /// Whether a `Host` names this machine.
    static func isLocal(_ host: String) -> Bool {
        let host = host.lowercased()
        if host.hasPrefix("[") { return host.hasPrefix("[::1]") }
        let name = host.prefix { $0 != ":" }
        if name == "localhost" || name.hasSuffix(".localhost") || name.isEmpty { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func text(_ status: Int, _ text: String) -> ServerResponse {
        ServerResponse(status: status, text: text + "\n")
    }
}
