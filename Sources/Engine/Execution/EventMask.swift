import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import RunModel

/// Masks the secrets in the events of a run, and learns those that requests carry in the open.
struct EventMask {
    private(set) var redactor = Redactor()
    /// The item that runs, and how its names are shown, as far as secrets are known.
    private var item: (given: ItemReference, shown: ItemReference, generation: Int)?

    /// Adds a value that is a secret for that long, or longer if it is still in use then.
    mutating func add(
        _ secret: String, for lifetime: Redactor.Lifetime, keeping isInUse: (String) -> Bool
    ) {
        redactor.add(secret, for: lifetime, keeping: isInUse)
    }

    /// Returns the event with all secrets masked, those included that its own requests carry.
    mutating func mask(_ event: RunEvent) -> RunEvent {
        switch event {
        case .request(let record, _): learnSecrets(of: record)
        case .attempt(let record, _): record.requests.forEach { learnSecrets(of: $0) }
        default: break
        }
        if redactor.isEmpty { return event }
        let shown = redactor.redact(event)
        guard let given = event.item else { return shown }
        let names = shownItem(given)
        return names == given ? shown : shown.naming(names)
    }

    /// The item with the secrets in its names masked.
    private mutating func shownItem(_ given: ItemReference) -> ItemReference {
        if let item, item.generation == redactor.generation, item.given == given {
            return item.shown
        }
        var shown = given
        shown.name = redactor.redactName(given.name)
        shown.folders = given.folders.map(redactor.redactName)
        item = (given, shown, redactor.generation)
        return shown
    }

    /// Returns the value with all secrets masked, and with those that only it is known to hold.
    func mask(_ json: JSONValue, holding secrets: Set<String>) -> JSONValue {
        var redactor = redactor
        for secret in secrets { redactor.add(secret) }
        return redactor.isEmpty ? json : redactor.redact(json)
    }

    /// Whether the header is one of those that carry credentials.
    private static func mayHoldCredentials(_ field: HTTPField) -> Bool {
        // Nearly all names have another length.
        switch field.name.utf8.count {
        case 13: HTTPHeaders.same(field.name, "Authorization")
        case 19: HTTPHeaders.same(field.name, "Proxy-Authorization")
        default: false
        }
    }

    /// Collects the secrets that an exchange shows by itself.
    private mutating func learnSecrets(of record: RequestRecord) {
        learnCredentials(of: record.request)
        guard let body = record.response?.body else { return }
        for token in TokenMembers.values(in: body) { redactor.add(token, for: .iteration) }
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
        for secret in found { redactor.add(secret, for: .request) }
    }
}
