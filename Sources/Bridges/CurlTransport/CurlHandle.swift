import CCurl
import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one owner of a libcurl easy handle and of the multi handles that drive it.
///
/// The easy handle keeps options, a multi handle connections and addresses. There is one of them for
/// each version of HTTP that is asked for: libcurl would send a request over any connection that is
/// kept, whatever it speaks. Every return code passes through `check`. It knows nothing of requests and
/// responses.
final class CurlHandle {
    /// How a transfer ended.
    enum Outcome {
        case finished(CURLcode)
        case silent
        case cancelled
    }

    /// When a transfer is given up, besides libcurl's own limits.
    struct Watch {
        /// The longest time without a byte, once connected.
        var silence: Duration?
        var shouldCancel: (@Sendable () -> Bool)?
    }

    /// The longest wait for events at one time; libcurl's own timers shorten it where due.
    private static let longestWait = Duration.seconds(1)
    /// How soon a cancellation is noticed.
    private static let cancellationWait = Duration.milliseconds(50)

    private let easy: posthaste_easy
    private var pools: [HTTPVersion: Pool] = [:]
    /// libcurl writes the text of an error here; valid as long as the handle.
    private let errorText: UnsafeMutablePointer<CChar>
    /// Where hosts are, in place of what their names resolve to.
    private var hostAddresses: [HostAddress] = []
    /// Those that libcurl has yet to read, at the start of a transfer.
    private var addressList: UnsafeMutablePointer<curl_slist>?

    /// A multi handle, and how many of the addresses it knows.
    private struct Pool {
        let multi: posthaste_multi
        var knownAddresses = 0
    }

    init() throws(TransportError) {
        guard Self.globalCode == CURLE_OK, let easy = curl_easy_init() else {
            throw TransportError(.other, "libcurl cannot be started", url: "")
        }
        self.easy = easy
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try check(posthaste_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText), CURLOPT_ERRORBUFFER)
    }

    deinit {
        curl_easy_cleanup(easy)
        for pool in pools.values { curl_multi_cleanup(pool.multi) }
        errorText.deallocate()
        curl_slist_free_all(addressList)
    }

    /// Starts libcurl, once in the process.
    ///
    /// A write to a connection that is gone must give an error, not end the process: signals are
    /// per process, so that libcurl is told to leave them alone (`CURLOPT_NOSIGNAL`) and SIGPIPE is
    /// ignored here.
    private static let globalCode: CURLcode = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }()

    /// Loads and starts libcurl; whoever makes a handle hears of a failure.
    static func startLibrary() { _ = globalCode }

    // MARK: - Options

    func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(posthaste_set_long(easy, option, value), option)
    }

    func setSize(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(posthaste_set_size(easy, option, curl_off_t(value)), option)
    }

    /// libcurl copies the text.
    func set(_ option: CURLoption, _ value: String?) throws(TransportError) {
        try check(posthaste_set_string(easy, option, value), option)
    }

    /// The list must outlive the next transfers, or be replaced.
    func set(
        _ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?
    ) throws(TransportError) {
        try check(posthaste_set_list(easy, option, list), option)
    }

    /// The memory must outlive the next transfers, or be replaced.
    func set(_ option: CURLoption, pointer: UnsafeMutableRawPointer?) throws(TransportError) {
        try check(posthaste_set_pointer(easy, option, pointer), option)
    }

    /// libcurl copies the bytes.
    func set(_ option: CURLoption, blob: [UInt8]) throws(TransportError) {
        try check(posthaste_set_blob(easy, option, blob, blob.count), option)
    }

    func set(_ option: CURLoption, writer: curl_write_callback) throws(TransportError) {
        try check(posthaste_set_writer(easy, option, writer), option)
    }

    func set(reader: curl_read_callback, seeker: curl_seek_callback) throws(TransportError) {
        try check(posthaste_set_reader(easy, reader), CURLOPT_READFUNCTION)
        try check(posthaste_set_seeker(easy, seeker), CURLOPT_SEEKFUNCTION)
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(TransportError) {
        if code == CURLE_OK { return }
        let reason = String(cString: curl_easy_strerror(code)).lowercased()
        throw TransportError(
            .other, "libcurl does not take option \(option.rawValue): \(reason)", url: "")
    }

    // MARK: - Facts

    /// A number about the transfer; zero where libcurl does not know it.
    func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return posthaste_get_size(easy, info, &value) == CURLE_OK ? Int(value) : 0
    }

    /// A number about the transfer; zero where libcurl does not know it.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        return posthaste_get_long(easy, info, &value) == CURLE_OK ? value : 0
    }

    /// A text about the transfer or the library, copied.
    func text(_ info: CURLINFO) -> String? {
        var value: UnsafePointer<CChar>?
        guard posthaste_get_string(easy, info, &value) == CURLE_OK, let value else { return nil }
        return String(cString: value)
    }

    /// What libcurl said about the last failure; empty where it said nothing.
    var lastErrorText: String { String(cString: errorText) }

    // MARK: - Transfers

    /// Tells where a host is, in place of what its name resolves to.
    func add(_ address: HostAddress) {
        hostAddresses.append(address)
    }

    /// The multi handle for a version of HTTP, which then knows all addresses.
    private func pool(for version: HTTPVersion) throws(TransportError) -> posthaste_multi {
        var pool: Pool
        if let known = pools[version] {
            pool = known
        } else {
            guard let multi = curl_multi_init() else {
                throw TransportError(.other, "libcurl cannot be started", url: "")
            }
            _ = posthaste_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 32)
            pool = Pool(multi: multi)
            pools[version] = pool
        }
        if pool.knownAddresses == hostAddresses.count { return pool.multi }
        // libcurl reads the list once, when the next transfer starts; it copies no node of it.
        curl_slist_free_all(addressList)
        addressList = nil
        for address in hostAddresses[pool.knownAddresses...] {
            addressList = curl_slist_append(addressList, address.entry)
        }
        try set(CURLOPT_RESOLVE, list: addressList)
        pools[version]?.knownAddresses = hostAddresses.count
        return pool.multi
    }

    /// Runs the transfer that the options describe, to its end or to what the watch says.
    func perform(_ watch: Watch, speaking version: HTTPVersion) throws(TransportError) -> Outcome {
        let multi = try pool(for: version)
        errorText.pointee = 0
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
            return .finished(CURLE_FAILED_INIT)
        }
        defer { curl_multi_remove_handle(multi, easy) }
        var silence = watch.silence.map { SilenceMeter(limit: $0) }
        var running: Int32 = 0
        while true {
            guard curl_multi_perform(multi, &running) == CURLM_OK else {
                return .finished(CURLE_FAILED_INIT)
            }
            if running == 0 { return .finished(Self.result(multi)) }
            if watch.shouldCancel?() == true { return .cancelled }
            var wait = watch.shouldCancel == nil ? Self.longestWait : Self.cancellationWait
            if let left = silence?.remaining(progress()) {
                if left <= .zero { return .silent }
                wait = min(wait, left)
            }
            guard curl_multi_poll(multi, nil, 0, Int32(wait.roundedMilliseconds), nil) == CURLM_OK
            else { return .finished(CURLE_FAILED_INIT) }
        }
    }

    private static func result(_ multi: posthaste_multi) -> CURLcode {
        var left: Int32 = 0
        guard let message = curl_multi_info_read(multi, &left) else { return CURLE_FAILED_INIT }
        return posthaste_result(message)
    }

    /// A number that grows with every byte that moves; nil until the connection stands, since
    /// libcurl itself limits the time for connecting.
    private func progress() -> Int? {
        guard size(CURLINFO_PRETRANSFER_TIME_T) > 0 else { return nil }
        return size(CURLINFO_SIZE_DOWNLOAD_T) + size(CURLINFO_SIZE_UPLOAD_T)
            + number(CURLINFO_HEADER_SIZE)
    }
}

/// Measures for how long nothing has moved.
private struct SilenceMeter {
    let limit: Duration
    private var seen: Int?
    private var since = ContinuousClock.now

    init(limit: Duration) {
        self.limit = limit
    }

    /// The time left until the limit; starts anew whenever the progress has changed.
    mutating func remaining(_ progress: Int?) -> Duration {
        let now = ContinuousClock.now
        if progress == nil || progress != seen {
            seen = progress
            since = now
        }
        return limit - (now - since)
    }
}

extension Duration {
    /// The duration in whole milliseconds, rounded up, at most what a C `int` holds.
    var roundedMilliseconds: Int {
        let (seconds, attoseconds) = components
        let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int(min(max(seconds, 0), 2_000_000) * 1000 + max(fraction, 0))
    }
}
