public import Diagnostics
public import JSON

/// The texts that a definition was read from, to find the places of its values again.
public enum DefinitionOrigin: Sendable {
    /// One JSON text, whose values know their offsets in it.
    case json(JSONSource, root: JSONValue)
    /// The files of a collection folder, whose values know their file, line and column.
    case files([DefinitionText])

    /// The name of the file, or of the first one.
    public var name: String? {
        switch self {
        case .json(let source, _): source.name
        case .files(let files): files.first?.name
        }
    }

    /// The names of all files.
    public var names: [String] {
        switch self {
        case .json(let source, _): [source.name]
        case .files(let files): files.map(\.name)
        }
    }

    /// Whether it is files in YAML.
    public var isFiles: Bool {
        if case .files = self { true } else { false }
    }

    /// The place of a value, as closely as it is known.
    public func place(of value: JSONValue) -> Place {
        switch self {
        case .json(let source, let root):
            guard value.offset >= 0 else { return Place(file: source.name) }
            return source.place(at: value.offset, jsonPath: root.path(to: value.offset))
        case .files(let files):
            guard let position = FilePosition(offset: value.offset),
                files.indices.contains(position.file)
            else { return Place(file: name) }
            return files[position.file].place(line: position.line, column: position.column)
        }
    }
}

/// One file of a definition: its name and its text, for excerpts.
public struct DefinitionText: Sendable {
    /// The file's name as the user gave it, or below the folder that the user gave.
    public let name: String
    /// The text in UTF-8.
    public let bytes: [UInt8]

    /// Creates a file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The place of a line and column of the file, with the text of the line.
    public func place(line: Int, column: Int) -> Place {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        var text = line - 1 < lines.count && line > 0 ? lines[line - 1] : []
        if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
        return Place(
            file: name, position: TextPosition(line: line, column: column),
            lineText: text.count <= Place.longestLine
                ? String(decoding: text, as: UTF8.self) : nil)
    }
}
