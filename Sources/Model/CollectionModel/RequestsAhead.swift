import JSON

/// Reads the requests of a collection while its file is parsed, so that their JSON need not stay in
/// memory.
///
/// A request or response about which there is anything to say keeps its JSON and is read in its
/// turn, since only then the names around it and its place are known.
final class RequestsAhead {
    /// A request on the heap, since a dictionary of large values takes megabytes as it grows.
    private final class Boxed {
        let request: RequestDefinition

        init(_ request: RequestDefinition) { self.request = request }
    }

    /// The requests that were read, by the offsets of their values.
    private var requests: [Int: Boxed] = [:]
    private var reader = RequestsAhead.newReader()
    private let source: JSONSource

    init(_ source: JSONSource) {
        self.source = source
    }

    private static func newReader() -> DefinitionReader {
        DefinitionReader(.json(JSONSource(name: "", bytes: []), root: .null))
    }

    /// What the parser does with requests and saved responses.
    var condensation: JSONCondensation {
        JSONCondensation(
            children: "item", members: ["request", "response"], skipping: "response",
            of: SavedResponseForm.list
        ) { name, value in self.condensed(name, value) }
    }

    /// Takes out the request that a value was; nil if it is still to be read.
    func takeRequest(_ value: JSONValue) -> RequestDefinition? {
        requests.removeValue(forKey: value.offset)?.request
    }

    private func condensed(_ name: String, _ value: JSONValue) -> JSONValue {
        if value.isNull { return value }
        var request: RequestDefinition?
        if name == "request" {
            request = reader.request(value)
        } else {
            _ = reader.savedResponses(value)
        }
        guard reader.isSilent else {
            reader = Self.newReader()
            return name == "response" ? unabridged(value) : value
        }
        requests[value.offset] = request.map(Boxed.init)
        let kind = request == nil ? JSONValue.Kind.array([]) : .object(JSONObject())
        return JSONValue(kind, offset: value.offset)
    }

    private func unabridged(_ value: JSONValue) -> JSONValue {
        do throws(JSONSyntaxError) {
            return try JSONParser.value(at: value.offset, of: source)
        } catch {
            // It was read before.
            return value
        }
    }
}
