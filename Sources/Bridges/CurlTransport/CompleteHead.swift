#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A head that came to its empty line, and what it says.
final class CompleteHead {
    private let bytes: [UInt8]
    /// Its status line and headers.
    let read: ResponseHead
    /// The length of the body, as the head announces it.
    private(set) var length = AnnouncedLength()
    /// The codings that the head names, nil for one that is not known.
    private(set) var codings: [ContentCoding?] = []

    /// Reads a head whose lines end with a line feed.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        read = ResponseHead(bytes)
        bytes.withUnsafeBytes { head in
            var rest = head[...]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                readLine(UnsafeRawBufferPointer(rebasing: rest[...end]))
                rest = rest[(end + 1)...]
            }
        }
    }

    private func readLine(_ line: UnsafeRawBufferPointer) {
        length.receive(line)
        codings += ContentCoding.codings(in: line)
    }

    /// Whether these are its bytes.
    func consists(of other: [UInt8]) -> Bool {
        bytes.count == other.count && memcmp(bytes, other, other.count) == 0
    }
}
