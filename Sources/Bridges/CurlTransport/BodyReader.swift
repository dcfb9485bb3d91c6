import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Hands out a body piece by piece, reading files only while they are sent.
final class BodyReader {
    /// What went wrong with a file, once something has.
    private(set) var failure: String?

    private let pieces: [HTTPBody.Piece]
    /// The piece being sent, and how much of it is out.
    private var index = 0
    private var offset = 0
    /// The descriptor of that piece's file.
    private var file: Int32 = -1

    /// Makes a reader; refuses a body whose files are not what they were when it was made.
    init(_ body: HTTPBody, url: String) throws(TransportError) {
        pieces = body.pieces
        for case .file(let path, let size) in pieces {
            var status = stat()
            guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
                throw TransportError(
                    .unreadableFile, "file '\(path)' cannot be read: \(Self.reason())", url: url)
            }
            guard status.st_size == size else {
                throw TransportError(
                    .unreadableFile,
                    "file '\(path)' has \(status.st_size) bytes now, \(size) were expected",
                    url: url)
            }
        }
    }

    deinit { closeFile() }

    /// Copies the next bytes into the buffer: none at the end, nil when a file fails.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        while index < pieces.count {
            guard let count = readPiece(into: buffer) else { return nil }
            offset += count
            if count > 0 { return count }
            advance()
        }
        return 0
    }

    /// Goes to a place in the body, for a request that has to be sent again.
    func seek(to position: Int) {
        closeFile()
        index = 0
        offset = position
        while index < pieces.count, offset >= size(of: pieces[index]) {
            offset -= size(of: pieces[index])
            index += 1
        }
    }

    private func readPiece(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        switch pieces[index] {
        case .bytes(let bytes):
            let slice = bytes[offset..<min(bytes.count, offset + buffer.count)]
            slice.withUnsafeBytes { buffer.copyMemory(from: $0) }
            return slice.count
        case .file(let path, let size):
            return readFile(
                path, into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(size - offset)))
        }
    }

    private func readFile(_ path: String, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        if buffer.isEmpty { return 0 }
        if file < 0 { file = open(path, O_RDONLY | O_CLOEXEC) }
        var count = -1
        repeat {
            count = file < 0 ? -1 : pread(file, buffer.baseAddress, buffer.count, off_t(offset))
        } while count < 0 && file >= 0 && errno == EINTR
        if count > 0 { return count }
        let reason = count == 0 ? "it became shorter while it was sent" : Self.reason()
        failure = "file '\(path)' cannot be read: \(reason)"
        return nil
    }

    private func size(of piece: HTTPBody.Piece) -> Int {
        switch piece {
        case .bytes(let bytes): bytes.count
        case .file(_, let size): size
        }
    }

    private func advance() {
        closeFile()
        index += 1
        offset = 0
    }

    private func closeFile() {
        if file >= 0 { close(file) }
        file = -1
    }

    private static func reason() -> String {
        String(cString: strerror(errno)).lowercased()
    }
}
