import Diagnostics
import HTTPModel

/// The headers of an author that prove who sends a request, and that a redirect took to another
/// origin.
///
/// As in Newman they follow the redirect, except for `Authorization`; but not without a warning.
struct RedirectedCredentials {
    private let names: [String]
    private let origin: String

    /// Finds the headers; nil if no redirect took one to another origin.
    init?(of request: HTTPRequest, in exchange: HTTPExchange) {
        let names = request.headers.fields.map(\.name).filter(Self.isCredential)
        if names.isEmpty { return nil }
        let own = URLParts.origin(of: request.url)
        let requests = exchange.redirects.dropFirst().map(\.request) + [exchange.request]
        for request in requests {
            let origin = URLParts.origin(of: request.url)
            if origin == own { continue }
            let sent = names.filter { request.headers.contains($0) }
            if sent.isEmpty { continue }
            self.names = sent
            self.origin = origin
            return
        }
        return nil
    }

    private static func isCredential(_ name: String) -> Bool {
        let name = name.lowercased()
        // The app's own token is a random number that proves nothing.
        if name == "authorization" || name == "postman-token" { return false }
        return ["cookie", "proxy-authorization", "x-api-key"].contains(name)
            || SecretName.isTelling(name)
    }

    /// The warning.
    var diagnostic: Diagnostic {
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return Diagnostic(
            .warning, "a redirect took the header \(list) to another origin, \(origin)",
            help: ["turn off 'Automatically follow redirects' for this request"])
    }
}
