/// The length of a body as its head announces it (RFC 9112 §6.3).
///
/// Only faults are found here: libcurl counts the bytes. Of several lengths it would use the last
/// one, of a malformed one the digits at its beginning, and none that is too large.
struct AnnouncedLength {
    /// Why nobody can say where the body ends.
    enum Fault {
        case malformed
        case ambiguous
    }

    private var length: Int?
    private var found: Fault?
    private var hasCoding = false

    /// What is wrong with the length; a transfer coding overrides it.
    var fault: Fault? { hasCoding ? nil : found }

    /// Reads a line of the head.
    mutating func receive(_ line: UnsafeRawBufferPointer) {
        for item in HeaderLine.items(of: "content-length:", in: line) where found == nil {
            add(item)
        }
        if !HeaderLine.items(of: "transfer-encoding:", in: line).isEmpty { hasCoding = true }
    }

    private mutating func add(_ item: String) {
        guard item.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(item) else {
            found = .malformed
            return
        }
        if let length, length != number { found = .ambiguous }
        length = number
    }
}
