import JSON

/// The value that a configuration file gives an option.
enum ConfigurationValue: Equatable {
    /// A switch, or an option without its value, is given.
    case on
    /// It is not given, even if a weaker file gives it.
    case off
    /// It is given with a value.
    case text(String)

    /// The values that a JSON value gives an option, one for each time that the option is given;
    /// nil if the option cannot take the JSON value.
    static func values(_ value: JSONValue, of label: OptionLabel) -> [ConfigurationValue]? {
        if value.isNull { return [] }
        guard let shape = label.shape else {
            // Newman's files have switches of reports as texts.
            let isOn = value.boolean ?? value.string.flatMap { Bool($0) }
            return isOn.map { [$0 ? .on : .off] }
        }
        switch value.kind {
        case .boolean(true):
            if label.mayLackValue { return [.on] }
            return shape.choices.contains("on") ? [.text("on")] : nil
        case .boolean(false): return [shape.choices.contains("off") ? .text("off") : .off]
        case .array(let elements):
            if elements.isEmpty { return [.off] }
            if shape.kind == .list { return list(elements.compactMap(text), of: elements.count) }
            guard label.repeats else { return nil }
            return all(elements.map { text($0) ?? assignment($0, shape) })
        case .object(let object):
            guard label.repeats, shape.isAssignment else { return nil }
            return all(
                object.members.map { member in text(member.value).map { member.key + "=" + $0 } })
        default: return text(value).map { [.text($0)] }
        }
    }

    /// The JSON form that an option expects, for messages.
    static func form(of label: OptionLabel) -> String {
        guard let shape = label.shape else { return "true or false" }
        if shape.isAssignment { return "an object, or an array of text as '\(shape.placeholder)'" }
        return label.repeats || shape.kind == .list ? "text, or an array of it" : "text"
    }

    private static func list(_ texts: [String], of count: Int) -> [ConfigurationValue]? {
        texts.count == count ? [.text(texts.joined(separator: ","))] : nil
    }

    private static func all(_ texts: [String?]) -> [ConfigurationValue]? {
        let known = texts.compactMap(\.self)
        return known.count == texts.count ? known.map(ConfigurationValue.text) : nil
    }

    /// A member or element that an option cannot take.
    typealias WrongPart = (name: String, form: String, value: JSONValue)

    /// The members or elements for which an option cannot take an object or array, each with what
    /// follows the key to name it and the form that it should have.
    static func wrongParts(of value: JSONValue, _ label: OptionLabel) -> [WrongPart] {
        guard let shape = label.shape, label.repeats || shape.kind == .list else { return [] }
        if let elements = value.array {
            let form = shape.isAssignment ? "text as '\(shape.placeholder)'" : "text"
            return elements.enumerated().filter { _, element in
                text(element) == nil && (shape.kind == .list || assignment(element, shape) == nil)
            }.map { ("[\($0)]", form, $1) }
        }
        let members = shape.isAssignment ? value.object?.members ?? [] : []
        return members.filter { text($0.value) == nil }.map {
            (".\($0.key)", "text, a number, true or false", $0.value)
        }
    }

    /// A scalar as the command line would have it.
    private static func text(_ value: JSONValue) -> String? {
        switch value.kind {
        case .string(let text): text
        case .number(let number): number.literal
        case .boolean(let isTrue): isTrue ? "true" : "false"
        default: nil
        }
    }

    /// `{"key": "a", "value": "b"}`, as Newman's library has variables.
    private static func assignment(_ value: JSONValue, _ shape: ValueShape) -> String? {
        guard shape.isAssignment, let key = value["key"]?.string else { return nil }
        return key + "=" + (value["value"].flatMap(text) ?? "")
    }
}
