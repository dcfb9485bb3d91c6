import CollectionModel
import Diagnostics
import JSON

/// Changes variables in the text of an environment in JSON.
struct JSONEnvironmentEdit: EnvironmentEdit {
    let file: EnvironmentFile

    private var bytes: [UInt8] { file.bytes }

    /// The list of the variables.
    private func list() throws(Diagnostic) -> JSONValue {
        let json = file.set.json
        guard let list = json.array == nil ? json["values"] : json, list.offset >= 0,
            list.array != nil
        else {
            throw Diagnostic(.error, "'\(file.path)' has no list of variables to change")
        }
        return list
    }

    // MARK: Setting

    func setting(_ name: String, to value: String, isSecret: Bool) throws(Diagnostic) -> [UInt8] {
        let list = try list()
        guard let variable = Self.variable(name, in: list) else {
            return appending(name, value, isSecret: isSecret, to: list)
        }
        let text = JSONWriter.quoted(value)
        if let old = variable["value"] {
            return TextSplice.replacing(end(of: old), in: bytes, by: text)
        }
        let key = end(of: variable["key"] ?? variable)
        return TextSplice.replacing(
            key.upperBound..<key.upperBound, in: bytes, by: ", \"value\": " + text)
    }

    /// The variable of a name that counts: the last enabled one, or the last.
    private static func variable(_ name: String, in list: JSONValue) -> JSONValue? {
        let all = (list.array ?? []).filter { $0["key"]?.string == name }
        let isOff: (JSONValue) -> Bool = {
            $0["enabled"]?.boolean == false || $0["disabled"]?.boolean == true
        }
        return all.last { !isOff($0) } ?? all.last
    }

    /// The text with another variable at the end of the list, written like the one before it.
    private func appending(
        _ name: String, _ value: String, isSecret: Bool, to list: JSONValue
    ) -> [UInt8] {
        let elements = list.array ?? []
        var members = [
            "\"key\": " + JSONWriter.quoted(name), "\"value\": " + JSONWriter.quoted(value),
        ]
        let isTyped = elements.isEmpty || elements.contains { $0["type"] != nil }
        if isSecret || isTyped {
            members.append("\"type\": \"\(isSecret ? "secret" : "default")\"")
        }
        if elements.isEmpty || elements.contains(where: { $0["enabled"] != nil }) {
            members.append("\"enabled\": true")
        }
        guard let last = elements.last else {
            return TextSplice.replacing(
                end(of: list), in: bytes, by: "[{" + members.joined(separator: ", ") + "}]")
        }
        let range = end(of: last)
        let isLong = bytes[range].contains(0x0A)
        let indent = TextSplice.indentation(at: range.lowerBound, in: bytes)
        let isOnLine = bytes[end(of: list)].contains(0x0A)
        var text = isOnLine ? ",\n" + indent : ", "
        if isLong {
            let inner =
                "\n"
                + TextSplice.indentation(
                    at: (last["key"]?.offset ?? range.lowerBound), in: bytes)
            text += "{" + inner + members.joined(separator: "," + inner) + "\n" + indent + "}"
        } else {
            text += "{" + members.joined(separator: ", ") + "}"
        }
        return TextSplice.replacing(range.upperBound..<range.upperBound, in: bytes, by: text)
    }

    // MARK: Unsetting

    func unsetting(_ name: String) throws(Diagnostic) -> [UInt8] {
        var result = bytes
        let list = try list()
        let elements = list.array ?? []
        let isMeant = elements.map { $0["key"]?.string == name }
        let leading = isMeant.prefix { $0 }.count
        if leading > 0, leading == elements.count {
            return TextSplice.replacing(end(of: list), in: bytes, by: "[]")
        }
        // From the end, so that places before it stay; each with the comma before it.
        for index in elements.indices.dropFirst(leading).reversed() where isMeant[index] {
            let start = end(of: elements[index - 1]).upperBound
            result = TextSplice.replacing(
                start..<end(of: elements[index]).upperBound, in: result, by: "")
        }
        if leading > 0 {
            // With the comma after them.
            let removed = elements[0].offset..<elements[leading].offset
            result = TextSplice.replacing(removed, in: result, by: "")
        }
        return result
    }

    // MARK: Spans

    /// The bytes of a value.
    private func end(of value: JSONValue) -> Range<Int> {
        var index = value.offset
        var depth = 0
        repeat {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                while bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                index += 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
            default:
                // A number or a word, or what is between the parts of a list.
                index += 1
                if depth == 0 {
                    while index < bytes.count, !Self.endsScalar(bytes[index]) { index += 1 }
                }
            }
        } while depth > 0 && index < bytes.count
        return value.offset..<index
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        byte <= 0x20 || [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains(byte)
    }
}
