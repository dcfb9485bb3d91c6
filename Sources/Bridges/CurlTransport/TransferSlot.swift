import CCurl
import HTTPModel

/// A libcurl handle with its options, and what its callbacks fill.
///
/// It serves one transfer after the other, each of which sets only the options that change.
final class TransferSlot {
    let handle: CurlHandle
    let state: TransferState
    let headers = HeaderList()
    private lazy var proxyHeaders = HeaderList()
    var applied = AppliedOptions()
    private let shouldCancel: (@Sendable () -> Bool)?

    /// Starts libcurl and sets the options that never change.
    init(_ configuration: CurlTransport.Configuration) throws(TransportError) {
        handle = try CurlHandle()
        shouldCancel = configuration.shouldCancel
        state = TransferState(handle: handle)
        try state.attach()
        try handle.applyConstants()
    }

    /// Sets everything that one hop needs.
    func prepare(
        _ request: HTTPRequest, to url: TargetURL, by route: Route, _ lines: [HTTPField],
        _ options: TransferOptions, _ deadline: Deadline?
    ) throws(TransportError) {
        try applied.apply(url, by: route, to: handle)
        let proxyLines = route.proxy?.isSocks == false ? lines.filter(Self.isForProxy) : []
        try applied.apply(
            proxyLines.isEmpty ? lines : lines.filter { !Self.isForProxy($0) }, in: headers,
            to: handle)
        try applied.apply(proxyLines: proxyLines, in: proxyHeaders, to: handle)
        try applied.apply(options, to: url, deadline, handle)
        state.reset(
            for: options,
            DecodingLimits(
                deadline: deadline, silence: options.timeout, shouldCancel: shouldCancel),
            isIdempotent: request.isIdempotent || options.httpVersion == .http2)
        let form = MessageForm(request)
        try applied.apply(form, of: request, options, to: handle)
        guard form == .body else { return }
        state.endsWithHead = request.method == "HEAD"
        try setBody(request)
    }

    /// Whether a header line is for the proxy alone, also if that builds a tunnel.
    static func isForProxy(_ field: HTTPField) -> Bool {
        HTTPHeaders.same(field.name, "Proxy-Authorization")
    }

    /// The largest body that libcurl copies; it sends that together with the head.
    private static let largestCopy = 64 << 10

    private func setBody(_ request: HTTPRequest) throws(TransportError) {
        let body = request.body ?? HTTPBody(pieces: [])
        // libcurl ends a chunked body only if it must read it to find out how long it is.
        let isChunked = WireHeaders.isChunked(request)
        try handle.setSize(CURLOPT_POSTFIELDSIZE_LARGE, isChunked ? -1 : body.count)
        if case .bytes(let bytes)? = body.pieces.first, body.pieces.count == 1, !bytes.isEmpty,
            bytes.count <= Self.largestCopy, !isChunked
        {
            try applied.copyBody(bytes, to: handle)
        } else {
            try applied.dropBody(of: handle)
            state.reader = try BodyReader(body, url: request.url)
        }
    }
}
