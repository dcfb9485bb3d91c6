import CollectionModel
import HTTPModel
import JSON

/// What most executions of a report say as the one before did: it is made once.
final class JSONRepeats {
    var requestHeaders = JSONHeaderList()
    var responseHeaders = JSONHeaderList()
    private var url = (text: "", json: [UInt8]())

    /// The address of a request in the form of a collection, as JSON.
    func json(url text: String) -> [UInt8] {
        if url.json.isEmpty || url.text != text {
            let json = DefinitionWriter.json(URLDefinition(parsing: text))
            url = (text, JSONWriter.compactBytes(json))
        }
        return url.json
    }
}

/// A list of headers.
struct JSONHeaderList {
    /// The lines of the last list as JSON, and behind them those of a longer one before it.
    private var lines: [(field: HTTPField, json: [UInt8])] = []

    /// Writes the member `header` with an object for each line.
    ///
    /// If `marksSystem`, the lines that Posthaste added have the member `system`, as in Newman.
    mutating func write(
        _ headers: HTTPHeaders, marksSystem: Bool = false, to json: inout MemberWriter
    ) {
        var index = 0
        json.put("header", headers.fields) { json, field in
            if index == lines.count {
                lines.append((field, Self.line(field, marksSystem)))
            } else if lines[index].field != field {
                lines[index] = (field, Self.line(field, marksSystem))
            }
            json.bytes += lines[index].json
            index += 1
        }
    }

    private static func line(_ field: HTTPField, _ marksSystem: Bool) -> [UInt8] {
        var json = MemberWriter()
        json.object { json in
            json.put("key", field.name)
            json.put("value", field.value)
            if marksSystem, field.isSystem { json.put("system", true) }
        }
        return json.bytes
    }
}
