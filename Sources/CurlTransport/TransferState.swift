import CCurl
import HTTPModel

/// What libcurl's callbacks fill and drain during one transfer.
///
/// The handle holds an unretained pointer to it; `CurlTransport` owns both and lets neither go
/// before the other.
final class TransferState {
    /// The bytes of the last head that came.
    private(set) var head: [UInt8] = []
    /// The decoded body.
    private(set) var body: [UInt8] = []
    /// What went wrong inside a callback.
    private(set) var failure: TransportError?
    /// The body to send, where libcurl cannot have it in one piece.
    var reader: BodyReader?
    /// Whether the transfer is over with its head: an answer to HEAD has no body, whatever it says.
    var endsWithHead = false
    /// Whether content decoding was switched off for a coding that libcurl does not know.
    private(set) var leavesBodyEncoded = false

    /// Whether `head` goes to its empty line.
    private var isHeadComplete = false
    private var hasBody = false
    private unowned let handle: CurlHandle

    /// The most memory taken on the word of a `Content-Length` alone.
    private static let largestReservation = 1 << 24

    init(handle: CurlHandle) {
        self.handle = handle
        head.reserveCapacity(1024)
    }

    /// Forgets the last transfer, keeping the memory for the next head.
    func reset() {
        head.removeAll(keepingCapacity: true)
        body = []
        isHeadComplete = false
        hasBody = false
        failure = nil
        reader = nil
        endsWithHead = false
        leavesBodyEncoded = false
    }

    /// Whether a final response's head has come to its empty line.
    var hasFinalHead: Bool { isHeadComplete && ResponseHead.status(of: head) >= 200 }

    /// Gives the body away.
    func takeBody() -> [UInt8] {
        defer { body = [] }
        return body
    }

    /// Points libcurl's callbacks here; this object must outlive the handle's transfers.
    func attach() throws(TransportError) {
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        try handle.set(CURLOPT_HEADERDATA, pointer: pointer)
        try handle.set(CURLOPT_WRITEDATA, pointer: pointer)
        try handle.set(CURLOPT_READDATA, pointer: pointer)
        try handle.set(CURLOPT_SEEKDATA, pointer: pointer)
        try handle.set(CURLOPT_HEADERFUNCTION, writer: Self.headerCallback)
        try handle.set(CURLOPT_WRITEFUNCTION, writer: Self.bodyCallback)
        try handle.set(reader: Self.readCallback, seeker: Self.seekCallback)
    }

    private static let headerCallback: curl_write_callback = { bytes, size, count, state in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return TransferState.at(state).receiveHead(line) ? line.count : 0
    }

    private static let bodyCallback: curl_write_callback = { bytes, size, count, state in
        let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
        TransferState.at(state).receiveBody(part)
        return part.count
    }

    private static let readCallback: curl_read_callback = { buffer, size, count, state in
        let room = UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
        guard let reader = TransferState.at(state).reader else { return 0 }
        return reader.read(into: room) ?? Int(CURL_READFUNC_ABORT)
    }

    private static let seekCallback: curl_seek_callback = { state, offset, _ in
        // libcurl only ever counts from the start.
        TransferState.at(state).reader?.seek(to: Int(offset))
        return CURL_SEEKFUNC_OK
    }

    private static func at(_ pointer: UnsafeMutableRawPointer?) -> TransferState {
        guard let pointer else { preconditionFailure("a callback without its state") }
        return Unmanaged<TransferState>.fromOpaque(pointer).takeUnretainedValue()
    }

    // MARK: - Receiving

    /// Takes one line; false ends the transfer.
    private func receiveHead(_ line: UnsafeRawBufferPointer) -> Bool {
        if isHeadComplete {
            // Another head: the one before was interim. Anything else now is a trailer.
            guard !hasBody, line.starts(with: "HTTP/".utf8) else { return true }
            head.removeAll(keepingCapacity: true)
            isHeadComplete = false
        }
        head.append(contentsOf: line)
        if Self.isEmpty(line) {
            isHeadComplete = true
            return !(endsWithHead && hasFinalHead)
        }
        leaveUnknownCodingAlone(line)
        return failure == nil
    }

    private func receiveBody(_ part: UnsafeRawBufferPointer) {
        if !hasBody {
            hasBody = true
            let expected = handle.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
            body.reserveCapacity(max(part.count, min(expected, Self.largestReservation)))
        }
        body.append(contentsOf: part)
    }

    /// libcurl makes an unknown content coding an error; users want to see the body as it is.
    private func leaveUnknownCodingAlone(_ line: UnsafeRawBufferPointer) {
        guard ContentCoding.isUnknown(in: line) else { return }
        leavesBodyEncoded = true
        attempt { () throws(TransportError) in
            try handle.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
        }
    }

    /// Keeps the error of something done inside a callback, where it cannot be thrown.
    private func attempt(_ action: () throws(TransportError) -> Void) {
        do throws(TransportError) { try action() } catch { failure = error }
    }

    private static func isEmpty(_ line: UnsafeRawBufferPointer) -> Bool {
        line.first == 0x0A || (line.first == 0x0D && line.count == 2)
    }
}
