import CCurl
import HTTPModel
import MonotonicClock
import Platform

/// What libcurl's callbacks fill and drain during one transfer.
///
/// The handle holds an unretained pointer to it; `CurlTransport` owns both and lets neither go
/// before the other.
final class TransferState {
    /// The bytes of the last head that came.
    private(set) var head: [UInt8] = []
    /// The decoded body, as much of it as is kept.
    private(set) var body: [UInt8] = []
    /// The bytes of the whole decoded body.
    private(set) var bodySize = 0
    /// Why the body cannot be taken.
    private(set) var bodyFailure: BodyFailure?
    /// The body to send, if libcurl cannot have it in one piece.
    var reader: BodyReader?
    /// Whether the transfer ends with the head: a response to HEAD never has a body.
    var endsWithHead = false

    /// Whether `head` goes to its empty line.
    private var isHeadComplete = false
    private var hasBody = false
    private var decoder: BodyDecoder?
    private var keptBodySize = Int.max
    private var largestBody = Int.max
    private var hasOwnLimit = false
    /// What ends a body while it is decoded.
    private var limits = DecodingLimits()
    /// When the last byte moved, if anybody wants to know.
    private(set) var lastProgress: Moment?
    private var measuresProgress = false
    /// Whether the request must not be sent again without an answer.
    private(set) var sendsOnce = false
    private var sendCount = 0
    /// Whether the request was sent over a connection of its own at first.
    private var beganOnNewConnection = false
    /// Whether the transfer ended because libcurl wanted to send it again.
    private(set) var refusesRepetition = false
    /// Whether it ended because the server refuses `Expect`, which libcurl would send again and
    /// again.
    private(set) var refusesExpectation = false
    private var followsRedirects = false
    /// When the head of a redirect had come that is followed.
    private(set) var redirectBegan: Moment?
    /// The head that was complete last: many requests get the same.
    private var lastHead: CompleteHead?
    private unowned let handle: CurlHandle

    /// The most memory taken on the word of a `Content-Length` alone.
    private static let largestReservation = 1 << 28
    /// What is taken without a look at the memory that is left, again and again.
    private static let harmlessSize = 1 << 24
    /// How many times the memory of a body it takes to show it to scripts and reports.
    private static let copies = 8

    init(handle: CurlHandle) {
        self.handle = handle
        head.reserveCapacity(1024)
    }

    /// Forgets the last transfer, keeping the memory for the next head.
    func reset(for options: TransferOptions, _ limits: DecodingLimits, isIdempotent: Bool) {
        self.limits = limits
        dropBodies()
        head.removeAll(keepingCapacity: true)
        bodySize = 0
        isHeadComplete = false
        hasBody = false
        bodyFailure = nil
        endsWithHead = false
        sendsOnce = !isIdempotent
        sendCount = 0
        refusesRepetition = false
        refusesExpectation = false
        followsRedirects = options.followsRedirects
        redirectBegan = nil
        keptBodySize = options.keptBodySize
        largestBody = options.maxResponseSize ?? .max
        hasOwnLimit = options.maxResponseSize != nil
        lastProgress = nil
        measuresProgress = options.timeout != nil
    }

    /// Lets go of the bodies of both directions, with the file and the decoder they may have open.
    func dropBodies() {
        body = []
        decoder = nil
        reader = nil
    }

    /// Reads the head that came.
    func readHead() -> ResponseHead {
        if isHeadComplete, let lastHead { return lastHead.read }
        return ResponseHead(head)
    }

    /// Whether a final response's head has come to its empty line.
    var hasFinalHead: Bool { isHeadComplete && ResponseHead.status(of: head) >= 200 }

    /// Whether the server answered with 101 and now speaks another protocol.
    var hasSwitchedProtocols: Bool { isHeadComplete && ResponseHead.status(of: head) == 101 }

    /// Checks that a compressed body has come to its end.
    func finishBody() {
        do throws(BodyDecoder.Failure) { try decoder?.finish() } catch {
            bodyFailure = bodyFailure ?? .undecodable(error)
        }
    }

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
        handle.set(guard: Self.guardCallback, pointer)
    }

    /// Ends a transfer that libcurl wants to send again, if its request could have an effect twice
    /// or was refused.
    private static let guardCallback: curl_prereq_callback = { state, _, _, _, _ in
        TransferState.at(state).maySend() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }

    /// Whether a kept connection broke off before the server had answered, after so much of the
    /// request was sent that libcurl does not send it again by itself.
    func lostKeptConnection(_ code: CURLcode) -> Bool {
        code == CURLE_SEND_ERROR && sendCount > 0 && head.isEmpty && !beganOnNewConnection
    }

    /// Counts that the request is sent; false if it must not be sent again.
    private func maySend() -> Bool {
        sendCount += 1
        if sendCount == 1 {
            beganOnNewConnection = handle.number(CURLINFO_NUM_CONNECTS) > 0
            return true
        }
        refusesExpectation = isHeadComplete && ResponseHead.status(of: head) == 417
        // On a new connection, it is HTTP/2 whose server refused the stream without a look at the
        // request (RFC 9113 §8.7); a kept connection was dead.
        refusesRepetition = sendsOnce && head.isEmpty && !beganOnNewConnection
        return !refusesRepetition && !refusesExpectation
    }

    private static let headerCallback: curl_write_callback = { bytes, size, count, state in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        // Of a head, only the first line ends a silence: the rest must arrive without one.
        let state = TransferState.at(state, isProgress: isStatusLine(line))
        return state.receiveHead(line) ? line.count : 0
    }

    private static let bodyCallback: curl_write_callback = { bytes, size, count, state in
        let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return TransferState.at(state).receiveBody(part) ? part.count : 0
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

    private static func at(
        _ pointer: UnsafeMutableRawPointer?, isProgress: @autoclosure () -> Bool = true
    ) -> TransferState {
        guard let pointer else { preconditionFailure("a callback without its state") }
        let state = Unmanaged<TransferState>.fromOpaque(pointer).takeUnretainedValue()
        if state.measuresProgress, isProgress() { state.lastProgress = .now }
        return state
    }

    // MARK: - Receiving

    /// Takes one line; false ends the transfer.
    private func receiveHead(_ line: UnsafeRawBufferPointer) -> Bool {
        if isHeadComplete {
            // Another head: the one before was interim. Anything else now is a trailer.
            guard !hasBody, Self.isStatusLine(line) else { return true }
            head.removeAll(keepingCapacity: true)
            isHeadComplete = false
        }
        head.append(contentsOf: line)
        return Self.isEmpty(line) ? endHead() : true
    }

    /// Ends the head with its empty line; false ends the transfer.
    private func endHead() -> Bool {
        isHeadComplete = true
        if lastHead?.consists(of: head) != true { lastHead = CompleteHead(head) }
        if followsRedirects, let read = lastHead?.read,
            Redirect.location(of: read.status, read.headers) != nil
        {
            redirectBegan = .now
        }
        if endsWithHead && hasFinalHead || hasSwitchedProtocols { return false }
        return hasClearLength()
    }

    /// Whether the end of the body is clear from the head; otherwise the body fails.
    private func hasClearLength() -> Bool {
        guard let fault = lastHead?.length.fault else { return true }
        let status = ResponseHead.status(of: head)
        // These have no body, even if their head announces one.
        if status < 200 || status == 204 || status == 304 { return true }
        bodyFailure = .unclearLength(fault)
        return false
    }

    /// Takes the next bytes of the body as they came; false ends the transfer.
    private func receiveBody(_ part: UnsafeRawBufferPointer) -> Bool {
        if redirectBegan != nil { return true }
        if !hasBody { beginBody(with: part.count) }
        if bodyFailure != nil { return false }
        guard let decoder else { return take(part) }
        limits.begin()
        do throws(BodyDecoder.Failure) {
            try decoder.decode(part, while: { mayDecode() }, { take($0) })
        } catch {
            bodyFailure = .undecodable(error)
        }
        return bodyFailure == nil
    }

    /// Whether the part of a body that came may be decoded further.
    private func mayDecode() -> Bool {
        if bodyFailure == nil { bodyFailure = limits.failure() }
        return bodyFailure == nil
    }

    /// Makes room for the body, and ready to decode it; a body of a coding that is not known stays
    /// as it is.
    private func beginBody(with count: Int) {
        hasBody = true
        let codings = isHeadComplete ? lastHead?.codings ?? [] : []
        let known = codings.compactMap(\.self)
        if !known.isEmpty && known.count == codings.count { decoder = BodyDecoder(known) }
        if !hasOwnLimit, decoder != nil || keptBodySize == .max {
            largestBody = TransferOptions.usualResponseSize
        }
        let expected = handle.size(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
        if expected > largestBody { bodyFailure = .tooLarge(limit: largestBody, size: expected) }
        let size = min(max(count, min(expected, Self.largestReservation)), keptBodySize)
        if hasRoom(for: size) { body.reserveCapacity(size) }
    }

    /// Whether memory can hold a body of so many bytes with its copies for scripts and reports;
    /// otherwise the body fails.
    private func hasRoom(for size: Int) -> Bool {
        if size < Self.harmlessSize || size / Self.harmlessSize == body.count / Self.harmlessSize {
            return true
        }
        if FreeMemory.bytes() / Self.copies >= size { return true }
        bodyFailure = .noMemory(size: size)
        return false
    }

    /// Takes decoded bytes; returns false if there are too many.
    private func take(_ part: UnsafeRawBufferPointer) -> Bool {
        bodySize += part.count
        if bodySize > largestBody {
            bodyFailure = .tooLarge(limit: largestBody, size: nil)
            return false
        }
        let room = keptBodySize - body.count
        guard hasRoom(for: body.count + min(room, part.count)) else { return false }
        if room >= part.count {
            body.append(contentsOf: part)
        } else if room > 0 {
            body.append(contentsOf: part.prefix(room))
        }
        return true
    }

    private static func isStatusLine(_ line: UnsafeRawBufferPointer) -> Bool {
        line.starts(with: "HTTP/".utf8)
    }

    private static func isEmpty(_ line: UnsafeRawBufferPointer) -> Bool {
        line.first == 0x0A || (line.first == 0x0D && line.count == 2)
    }
}

/// Why a body cannot be taken.
enum BodyFailure {
    /// Its head does not say how long it is.
    case unclearLength(AnnouncedLength.Fault)
    /// Its content coding is broken.
    case undecodable(BodyDecoder.Failure)
    /// It has more bytes than allowed; the size is known if the server announced it.
    case tooLarge(limit: Int, size: Int?)
    /// It has at least so many bytes, and memory cannot hold it.
    case noMemory(size: Int)
    /// It was still being decoded when the exchange had to end.
    case ended(DecodingLimits.End)
}
