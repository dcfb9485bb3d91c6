import CollectionModel
import HTTPModel
import JSON

/// What most executions of a report say as the one before did: it is made once.
final class JSONRepeats {
    var requestHeaders = JSONHeaderList()
    var responseHeaders = JSONHeaderList()
    private var url = (text: "", json: JSONValue.null)

    /// The address of a request in the form of a collection.
    func json(url text: String) -> JSONValue {
        if url.json.isNull || url.text != text {
            url = (text, DefinitionWriter.json(URLDefinition(parsing: text)))
        }
        return url.json
    }
}

/// A list of headers.
struct JSONHeaderList {
    /// The lines of the last list, and behind them those of a longer one before it.
    private var lines: [(field: HTTPField, json: JSONValue)] = []

    /// Returns the list with an object for each line.
    mutating func json(_ headers: HTTPHeaders) -> JSONValue {
        for (index, field) in headers.fields.enumerated() {
            if index == lines.count {
                lines.append((field, Self.line(field)))
            } else if lines[index].field != field {
                lines[index] = (field, Self.line(field))
            }
        }
        return .array(lines.prefix(headers.fields.count).map(\.json))
    }

    private static func line(_ field: HTTPField) -> JSONValue {
        .object([("key", .string(field.name)), ("value", .string(field.value))])
    }
}
