import CCurl
import HTTPModel
import TextEncoding

/// Header lines in the form that libcurl reads them, in memory that is used again and again.
///
/// libcurl keeps the list's address, not a copy: the list lives as long as its handle, and is
/// rewritten only between transfers.
final class HeaderList {
    private var text = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1024)
    private var nodes = UnsafeMutableBufferPointer<curl_slist>.allocate(capacity: 32)
    private var textCount = 0
    private var nodeCount = 0

    init() {}

    deinit {
        text.deallocate()
        nodes.deallocate()
    }

    /// The list's first line; valid until the next `fill`.
    var first: UnsafeMutablePointer<curl_slist>? { nodeCount == 0 ? nil : nodes.baseAddress }

    /// Replaces the list by these lines, and by one for each header that libcurl must not invent.
    func fill(_ fields: [HTTPField], withholding names: [StaticString]) {
        textCount = 0
        nodeCount = 0
        reserve(fields, names)
        // These first: of two lines with one name libcurl takes note of the first alone.
        for name in names {
            begin()
            name.withUTF8Buffer { $0.forEach(append) }
            append(":")
            end()
        }
        for field in fields {
            begin()
            append(field.name)
            // `Name;` is libcurl's notation for a header without a value.
            append(field.value.isEmpty ? ";" : ": ")
            appendValue(of: field)
            end()
        }
    }

    /// Writes values in place of others that are as long, such as a new `Postman-Token`; false, and
    /// the list must be filled again, if the lines differ in anything else.
    func replace(_ last: [HTTPField], by fields: [HTTPField]) -> Bool {
        guard last.count == fields.count else { return false }
        let end = textCount
        defer { textCount = end }
        for index in fields.indices where fields[index] != last[index] {
            guard Self.areAlikeInLength(last[index], fields[index]),
                let line = nodes[nodeCount - fields.count + index].data,
                let start = text.baseAddress
            else { return false }
            textCount = line - start + fields[index].name.utf8.count + 2
            append(fields[index].value)
        }
        return true
    }

    private static func areAlikeInLength(_ last: HTTPField, _ field: HTTPField) -> Bool {
        last.name == field.name && !field.value.isEmpty
            && last.value.utf8.count == field.value.utf8.count
            && isASCII(last.value) && isASCII(field.value)
    }

    private static func isASCII(_ text: String) -> Bool { !text.hasByte { $0 >= 0x80 } }

    private func appendValue(of field: HTTPField) {
        if Self.isASCII(field.value) || !field.isSentInLatin1 {
            append(field.value)
        } else {
            for scalar in field.value.unicodeScalars {
                append(UInt8(truncatingIfNeeded: scalar.value))
            }
        }
    }

    private func reserve(_ fields: [HTTPField], _ names: [StaticString]) {
        let lines = fields.count + names.count
        var size = names.reduce(0) { $0 + $1.utf8CodeUnitCount + 2 }
        for field in fields { size += field.name.utf8.count + field.value.utf8.count + 3 }
        if size > text.count {
            text.deallocate()
            text = .allocate(capacity: size * 2)
        }
        if lines > nodes.count {
            nodes.deallocate()
            nodes = .allocate(capacity: lines * 2)
        }
    }

    private func begin() {
        let start = text.baseAddress.map { $0 + textCount }
        nodes.initializeElement(at: nodeCount, to: curl_slist(data: start, next: nil))
        if nodeCount > 0 { nodes[nodeCount - 1].next = nodes.baseAddress.map { $0 + nodeCount } }
        nodeCount += 1
    }

    private func append(_ string: String) {
        var string = string
        string.withUTF8 { bytes in
            let room = UnsafeMutableRawBufferPointer(text)[textCount...]
            UnsafeMutableRawBufferPointer(rebasing: room)
                .copyMemory(from: UnsafeRawBufferPointer(bytes))
            textCount += bytes.count
        }
    }

    private func append(_ byte: UInt8) {
        text[textCount] = CChar(bitPattern: byte)
        textCount += 1
    }

    private func end() {
        append(0)
    }
}
