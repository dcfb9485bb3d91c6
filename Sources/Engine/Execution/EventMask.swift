import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import RunModel

/// Masks the secrets in the events of a run, and learns those that requests carry in the open.
struct EventMask {
    private(set) var redactor = Redactor()

    /// Adds a value that is a secret for the whole run.
    mutating func add(_ secret: String) { redactor.add(secret) }

    /// Adds a value that is a secret around the request that it is for.
    mutating func addPassing(_ secret: String) { redactor.addPassing(secret) }

    /// Returns the event with all secrets masked, those included that its own requests carry.
    mutating func mask(_ event: RunEvent) -> RunEvent {
        switch event {
        case .request(let record, _): learnCredentials(of: record.request)
        case .attempt(let record, _): record.requests.forEach { learnCredentials(of: $0.request) }
        default: break
        }
        return redactor.isEmpty ? event : redactor.redact(event)
    }

    /// Returns the value with all secrets masked, and with those that only it is known to hold.
    func mask(_ json: JSONValue, holding secrets: Set<String>) -> JSONValue {
        var redactor = redactor
        for secret in secrets { redactor.add(secret) }
        return redactor.isEmpty ? json : redactor.redact(json)
    }

    /// Whether the header is one of those that carry credentials.
    private static func mayHoldCredentials(_ field: HTTPField) -> Bool {
        HTTPHeaders.same(field.name, "Authorization")
            || HTTPHeaders.same(field.name, "Proxy-Authorization")
    }

    /// Collects the credentials of a request, independently of who wrote them: an auth block
    /// reports its secrets itself, but many collections have a header of their own.
    private mutating func learnCredentials(of request: HTTPRequest) {
        var found = request.headers.fields.filter(Self.mayHoldCredentials).compactMap {
            HeaderDefinition(key: $0.name, value: $0.value).credentials
        }
        if request.url.utf8.contains(UInt8(ascii: "@")),
            let password = URLDefinition(parsing: request.url).password
        {
            found.append(password)
        }
        for secret in found where secret != Redactor.mask { redactor.addPassing(secret) }
    }
}
