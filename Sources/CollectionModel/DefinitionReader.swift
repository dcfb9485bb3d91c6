import Diagnostics
import JSON

/// Walks over a JSON value, turning what has the wrong shape into diagnostics with their place.
///
/// One reader serves one file. Reading goes on after a defect, so that one pass names them all.
final class DefinitionReader {
    /// How many defects are reported before the reading stops noting more.
    private static let defectLimit = 50

    /// A path in the file, built as text only when a defect needs it.
    indirect enum Path {
        case root
        case member(Path, String)
        case element(Path, Int)

        var text: String {
            switch self {
            case .root: "$"
            case .member(let parent, let key): parent.text + "." + key
            case .element(let parent, let index): parent.text + "[\(index)]"
            }
        }
    }

    /// A value together with its path.
    struct Node {
        var value: JSONValue
        var path: Path

        subscript(key: String) -> Node? {
            guard let member = value[key], !member.isNull else { return nil }
            return Node(value: member, path: .member(path, key))
        }

        /// The elements of an array with their paths.
        var elements: [Node] {
            (value.array ?? []).enumerated().map {
                Node(value: $0.element, path: .element(path, $0.offset))
            }
        }
    }

    private let source: JSONSource
    private(set) var defects: [Diagnostic] = []
    /// The names of the items around the value being read.
    var itemNames: [String] = []

    /// Whether defects tell the path in the file; not where its value was rewritten.
    var showsPaths = true

    init(source: JSONSource) {
        self.source = source
    }

    /// Notes that a value has the wrong shape.
    func defect(_ message: String, at node: Node, help: [String] = []) {
        guard defects.count < Self.defectLimit else { return }
        var place = source.place(at: node.value.offset, jsonPath: showsPaths ? node.path.text : nil)
        if !itemNames.isEmpty { place.item = itemNames.joined(separator: " / ") }
        defects.append(Diagnostic(.error, message, at: place, help: help))
    }

    /// A warning about the file as a whole.
    func warning(_ message: String, help: [String]) -> Diagnostic {
        Diagnostic(.warning, message, at: Place(file: source.name), help: help)
    }

    /// Notes that a value is not of the kind that belongs there.
    func mismatch(_ name: String, expected: String, at node: Node) {
        defect("'\(name)' must be \(expected), not \(node.value.kindName)", at: node)
    }

    /// A member that must be a string where it is there.
    func string(_ key: String, in node: Node) -> String? {
        guard let member = node[key] else { return nil }
        if let text = member.value.string { return text }
        mismatch(key, expected: "a string", at: member)
        return nil
    }

    /// A member as text: strings as they are, numbers and booleans as spelled, else JSON.
    func text(_ key: String, in node: Node) -> String? {
        node[key].map { Self.text($0.value) }
    }

    /// A member that is a flag; anything but `true` is false.
    func flag(_ key: String, in node: Node) -> Bool { node.value[key]?.boolean == true }

    /// The elements of a member that is an array, or a single object in place of one.
    func list(_ key: String, in node: Node) -> [Node] {
        guard let member = node[key] else { return [] }
        if member.value.object != nil { return [member] }
        if member.value.array == nil { mismatch(key, expected: "an array", at: member) }
        return member.elements
    }

    /// A value as the text that stands for it.
    static func text(_ value: JSONValue) -> String {
        switch value.kind {
        case .string(let text): text
        case .null: ""
        default: JSONWriter.compact(value)
        }
    }
}
