import CCurl
import HTTPModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one owner of a libcurl easy handle, which keeps the options of its transfers.
///
/// Every return code passes through `check`. It knows nothing of requests and responses.
final class CurlHandle {
    let easy: posthaste_easy
    /// What stands for the handle in dictionaries and sets.
    ///
    /// It is a number, since a start uses numbers as keys already: the first use of another type is
    /// a search among all conformances of the program.
    var key: Int { Int(bitPattern: easy) }
    /// libcurl writes the text of an error here; valid as long as the handle.
    private let errorText: UnsafeMutablePointer<CChar>
    /// The URL to connect to in its parts.
    private let urlParts: OpaquePointer?
    /// The addresses that libcurl reads at the start of the next transfer.
    private var addressList: UnsafeMutablePointer<curl_slist>?

    init() throws(TransportError) {
        guard Self.globalCode == CURLE_OK, let easy = curl_easy_init() else {
            throw TransportError(.other, "libcurl cannot be started", url: "")
        }
        self.easy = easy
        urlParts = curl_url()
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        try check(posthaste_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText), CURLOPT_ERRORBUFFER)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_url_cleanup(urlParts)
        errorText.deallocate()
        curl_slist_free_all(addressList)
    }

    /// Starts libcurl, once in the process.
    ///
    /// A write to a closed connection must give an error, not end the process. Signals belong to
    /// the whole process, so libcurl must not handle them (`CURLOPT_NOSIGNAL`), and SIGPIPE is
    /// ignored here.
    private static let globalCode: CURLcode = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }()

    /// Loads and starts libcurl; the initializer reports a failure.
    static func startLibrary() { _ = globalCode }

    // MARK: - Options

    func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(posthaste_set_long(easy, option, value), option)
    }

    func setSize(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(posthaste_set_size(easy, option, curl_off_t(value)), option)
    }

    /// Sets the URL to connect to.
    ///
    /// libcurl receives its parts too, and copies them for each transfer; otherwise it would parse
    /// the text and put it together again each time. A copy lacks the zone of an address, so a
    /// text with a zone is parsed, and so is one that has no parts, which makes the transfer fail.
    func setURL(_ url: String, hasZone: Bool) throws(TransportError) {
        try set(CURLOPT_URL, url)
        let hasParts =
            !hasZone
            && curl_url_set(urlParts, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK
        try set(CURLOPT_CURLU, pointer: hasParts ? UnsafeMutableRawPointer(urlParts) : nil)
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

    /// libcurl copies the bytes; another option has set their number.
    func setCopied(_ option: CURLoption, _ bytes: [UInt8]) throws(TransportError) {
        let code = bytes.withUnsafeBufferPointer { buffer in
            posthaste_set_pointer(
                easy, option, UnsafeMutableRawPointer(mutating: buffer.baseAddress))
        }
        try check(code, option)
    }

    /// libcurl copies the bytes.
    func set(_ option: CURLoption, blob: [UInt8]) throws(TransportError) {
        try check(posthaste_set_blob(easy, option, blob, blob.count), option)
    }

    func set(_ option: CURLoption, writer: curl_write_callback) throws(TransportError) {
        try check(posthaste_set_writer(easy, option, writer), option)
    }

    /// Versions of libcurl before 7.80 do not have it, and do without.
    func set(guard callback: curl_prereq_callback, _ state: UnsafeMutableRawPointer) {
        guard posthaste_set_guard(easy, callback) == CURLE_OK else { return }
        _ = posthaste_set_pointer(easy, CURLOPT_PREREQDATA, state)
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

    /// A number about the transfer; zero if libcurl does not know it.
    func size(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return posthaste_get_size(easy, info, &value) == CURLE_OK ? Int(value) : 0
    }

    /// A number about the transfer; zero if libcurl does not know it.
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

    /// libcurl's text about the last failure; empty if it gave none.
    var lastErrorText: String { String(cString: errorText) }

    /// Forgets the last failure.
    func forgetError() { errorText.pointee = 0 }

    // MARK: - Addresses

    /// Gives the addresses of hosts to the multi handle of the next transfer.
    ///
    /// libcurl reads the list once, when the transfer starts; it copies no node of it.
    func setAddresses(_ addresses: ArraySlice<HostAddress>) throws(TransportError) {
        curl_slist_free_all(addressList)
        addressList = nil
        for address in addresses {
            addressList = curl_slist_append(addressList, address.entry)
        }
        try set(CURLOPT_RESOLVE, list: addressList)
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
