import CCompression
import HTTPModel

/// Undoes the content codings of a body while it comes.
///
/// libcurl could, too, but it takes a compressed body that breaks off for a whole one.
final class BodyDecoder {
    /// What is wrong with a compressed body.
    struct Failure: Error {
        /// What is wrong, as a phrase.
        var message: String
        /// The error of Node's decoder; nil if it has none.
        var cause: TransportError.Cause?
    }

    /// Takes decoded bytes; false if no more are wanted.
    typealias Sink = (UnsafeRawBufferPointer) -> Bool

    /// The decoders in the order in which they work: the coding applied last comes first.
    private let stages: [any ContentDecoder]

    /// Makes a decoder for codings in the order in which they were applied.
    init(_ codings: [ContentCoding]) {
        stages = codings.reversed().map { coding in
            switch coding {
            case .gzip: ZlibDecoder(.gzip)
            case .deflate: ZlibDecoder(.deflate)
            case .brotli: BrotliDecoder()
            case .zstd: ZstdDecoder()
            }
        }
    }

    /// Decodes the next part of the body.
    ///
    /// Each stage may make gigabytes of a part, or nothing for the next one: `mayGoOn` is asked for
    /// every piece of every stage.
    func decode(
        _ part: UnsafeRawBufferPointer, while mayGoOn: () -> Bool, _ sink: Sink
    ) throws(Failure) {
        _ = try decode(part, from: 0, while: mayGoOn, sink)
    }

    /// Decodes from a stage on; false if no more is wanted.
    private func decode(
        _ part: UnsafeRawBufferPointer, from stage: Int, while mayGoOn: () -> Bool, _ sink: Sink
    ) throws(Failure) -> Bool {
        guard stage < stages.count else { return sink(part) }
        var failure: Failure?
        var isWanted = true
        try stages[stage].decode(part) { decoded in
            do throws(Failure) {
                isWanted = mayGoOn()
                if isWanted {
                    isWanted = try decode(decoded, from: stage + 1, while: mayGoOn, sink)
                }
            } catch {
                failure = error
            }
            return failure == nil && isWanted
        }
        if let failure { throw failure }
        return isWanted
    }

    /// Refuses a body that ended before its compressed data did.
    func finish() throws(Failure) {
        for stage in stages where !stage.isComplete {
            throw Failure(
                message: "its \(stage.name) data breaks off",
                cause: TransportError.Cause(code: "Z_BUF_ERROR", errno: -5))
        }
    }
}

/// One content coding being undone; its C state has one owner and ends with it.
private protocol ContentDecoder: AnyObject {
    /// The coding's name for messages.
    var name: String { get }
    /// Whether the compressed data has come to its end.
    var isComplete: Bool { get }
    /// Decodes as much as the input gives; stops early if the sink wants no more.
    func decode(
        _ input: UnsafeRawBufferPointer, _ sink: BodyDecoder.Sink
    ) throws(BodyDecoder.Failure)
}

extension ContentDecoder {
    fileprivate func corrupt(
        _ reason: String, _ code: String, _ number: Int? = nil
    ) -> BodyDecoder.Failure {
        BodyDecoder.Failure(
            message: "its \(name) data is corrupt: \(reason)",
            cause: TransportError.Cause(code: code, errno: number))
    }
}

/// Room for decoded bytes on their way to the sink.
private let roomSize = 64 << 10

/// gzip (RFC 1952) with any number of members, and deflate as servers mean it: zlib's format
/// (RFC 1950), or the bare one (RFC 1951).
private final class ZlibDecoder: ContentDecoder {
    enum Format {
        case gzip, deflate
    }

    let name: String
    private(set) var isComplete = false
    private let format: Format
    /// zlib keeps a pointer to the stream: it may not move.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var isOpen = false

    init(_ format: Format) {
        self.format = format
        name = format == .gzip ? "gzip" : "deflate"
        stream.initialize(to: z_stream())
    }

    deinit {
        if isOpen { inflateEnd(stream) }
        stream.deallocate()
    }

    func decode(
        _ input: UnsafeRawBufferPointer, _ sink: BodyDecoder.Sink
    ) throws(BodyDecoder.Failure) {
        guard let base = input.bindMemory(to: UInt8.self).baseAddress else { return }
        if !isOpen { try open(firstByte: base.pointee) }
        // zlib only reads; its type does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: base)
        stream.pointee.avail_in = UInt32(input.count)
        defer { stream.pointee.next_in = nil }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: roomSize, alignment: 1)
        defer { room.deallocate() }
        while try nextMember() {
            stream.pointee.next_out = room.bindMemory(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(roomSize)
            let code = inflate(stream, Z_NO_FLUSH)
            let count = roomSize - Int(stream.pointee.avail_out)
            guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else {
                let reason = stream.pointee.msg.map { String(cString: $0) }
                throw corrupt(reason ?? "error \(code)", "Z_DATA_ERROR", -3)
            }
            isComplete = code == Z_STREAM_END
            if count > 0, !sink(UnsafeRawBufferPointer(rebasing: room[..<count])) { return }
            if !isComplete && stream.pointee.avail_in == 0 && count < roomSize { return }
        }
    }

    /// Whether there is something to decode; bytes after the end that are not another member of a
    /// gzip file is padding, which others ignore too.
    private func nextMember() throws(BodyDecoder.Failure) -> Bool {
        guard isComplete else { return true }
        guard format == .gzip, stream.pointee.avail_in > 0,
            stream.pointee.next_in.pointee == 0x1F
        else { return false }
        isComplete = false
        guard inflateReset(stream) == Z_OK else {
            throw corrupt("it cannot be read on", "Z_DATA_ERROR", -3)
        }
        return true
    }

    /// Bare deflate data does not start as zlib's format does: 8 in the low half of the first byte.
    private func open(firstByte: UInt8) throws(BodyDecoder.Failure) {
        let bits: Int32 =
            switch format {
            case .gzip: MAX_WBITS + 16
            case .deflate: firstByte & 0x0F == 8 ? MAX_WBITS : -MAX_WBITS
            }
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, bits, ZLIB_VERSION, size) == Z_OK else {
            throw BodyDecoder.Failure(message: "zlib cannot be started")
        }
        isOpen = true
    }
}

/// Brotli (RFC 7932).
private final class BrotliDecoder: ContentDecoder {
    let name = "brotli"
    private(set) var isComplete = false
    private let state = BrotliDecoderCreateInstance(nil, nil, nil)

    deinit { BrotliDecoderDestroyInstance(state) }

    func decode(
        _ input: UnsafeRawBufferPointer, _ sink: BodyDecoder.Sink
    ) throws(BodyDecoder.Failure) {
        var next = input.bindMemory(to: UInt8.self).baseAddress
        var available = input.count
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: roomSize, alignment: 1)
        defer { room.deallocate() }
        while !isComplete {
            var output = room.bindMemory(to: UInt8.self).baseAddress
            var free = roomSize
            let result = BrotliDecoderDecompressStream(
                state, &available, &next, &free, &output, nil)
            if result == BROTLI_DECODER_RESULT_ERROR {
                let code = BrotliDecoderGetErrorCode(state)
                throw corrupt(code)
            }
            isComplete = result == BROTLI_DECODER_RESULT_SUCCESS
            let count = roomSize - free
            if count > 0, !sink(UnsafeRawBufferPointer(rebasing: room[..<count])) { return }
            if result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT { return }
        }
    }
}

extension BrotliDecoder {
    /// The failure of an error code; older versions of the library name it without its group.
    private func corrupt(_ code: BrotliDecoderErrorCode) -> BodyDecoder.Failure {
        let text = String(cString: BrotliDecoderErrorString(code))
        let group = code.rawValue > -18 ? "_ERROR_FORMAT_" : "_ERROR_"
        let name = text.hasPrefix("_ERROR_") ? text : group + text
        return corrupt(text.lowercased(), "ERR_" + name, Int(code.rawValue))
    }
}

/// Zstandard (RFC 8878), any number of frames.
private final class ZstdDecoder: ContentDecoder {
    let name = "zstd"
    private(set) var isComplete = false
    private let stream = ZSTD_createDStream()

    deinit { ZSTD_freeDStream(stream) }

    func decode(
        _ input: UnsafeRawBufferPointer, _ sink: BodyDecoder.Sink
    ) throws(BodyDecoder.Failure) {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: roomSize, alignment: 1)
        defer { room.deallocate() }
        var isFull = false
        while source.pos < source.size || isFull {
            var output = ZSTD_outBuffer(dst: room.baseAddress, size: roomSize, pos: 0)
            let result = ZSTD_decompressStream(stream, &output, &source)
            if ZSTD_isError(result) != 0 {
                throw corrupt(
                    String(cString: ZSTD_getErrorName(result)).lowercased(),
                    "ZSTD_error_corruption_detected")
            }
            isComplete = result == 0
            isFull = output.pos == output.size && !isComplete
            let decoded = UnsafeRawBufferPointer(rebasing: room[..<output.pos])
            if output.pos > 0, !sink(decoded) { return }
        }
    }
}
