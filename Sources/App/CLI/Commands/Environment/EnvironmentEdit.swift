import CollectionModel
import Diagnostics
import JSON
import YAML

/// A change of one variable in the text of an environment file, which leaves the rest as it is.
protocol EnvironmentEdit {
    /// Returns the text with the variable set.
    func setting(_ name: String, to value: String, isSecret: Bool) throws(Diagnostic) -> [UInt8]

    /// Returns the text without the variable.
    func unsetting(_ name: String) throws(Diagnostic) -> [UInt8]
}

extension EnvironmentFile {
    /// The way to change the text of the file.
    var edit: any EnvironmentEdit {
        isYAML ? YAMLEnvironmentEdit(file: self) : JSONEnvironmentEdit(file: self)
    }
}

/// Text in which ranges of bytes are replaced.
enum TextSplice {
    /// A range of bytes, and the text that takes its place.
    typealias Replacement = (range: Range<Int>, text: String)

    /// Returns the bytes with a range replaced by a text, whose lines end like the first one.
    static func replacing(_ range: Range<Int>, in bytes: [UInt8], by text: String) -> [UInt8] {
        replacing([(range, text)], in: bytes)
    }

    /// Returns the bytes with ranges replaced that do not overlap.
    static func replacing(_ replacements: [Replacement], in bytes: [UInt8]) -> [UInt8] {
        let end = bytes.firstIndex(of: 0x0A) ?? 0
        let usesReturns = end > 0 && bytes[end - 1] == 0x0D
        var result: [UInt8] = []
        var copied = 0
        for (range, text) in replacements.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        {
            result += bytes[copied..<range.lowerBound]
            result += (usesReturns ? text.replacing("\n", with: "\r\n") : text).utf8
            copied = range.upperBound
        }
        return result + bytes[copied...]
    }

    /// The white space at the start of the line that has an index.
    static func indentation(at index: Int, in bytes: [UInt8]) -> String {
        let start = (bytes[..<index].lastIndex(of: 0x0A) ?? -1) + 1
        let blanks = bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }
        return String(decoding: blanks, as: UTF8.self)
    }
}
