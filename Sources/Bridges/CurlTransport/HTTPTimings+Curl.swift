import CCurl
import HTTPModel
import MonotonicClock

extension HTTPTimings {
    /// The phases of the handle's last transfer.
    init(of handle: CurlHandle) {
        self.init()
        let total = handle.size(CURLINFO_TOTAL_TIME_T)
        let sent = handle.size(CURLINFO_PRETRANSFER_TIME_T)
        let answered = max(handle.size(CURLINFO_STARTTRANSFER_TIME_T), sent)
        self.total = .microseconds(total)
        firstByte = .microseconds(answered - sent)
        download = .microseconds(max(total - answered, 0))
        guard handle.number(CURLINFO_NUM_CONNECTS) > 0 else { return }
        let named = handle.size(CURLINFO_NAMELOOKUP_TIME_T)
        let connected = handle.size(CURLINFO_CONNECT_TIME_T)
        let secured = handle.size(CURLINFO_APPCONNECT_TIME_T)
        nameLookup = .microseconds(named)
        connect = .microseconds(max(connected - named, 0))
        secureHandshake = .microseconds(max(secured - connected, 0))
    }

    /// Adds what was spent around the transfer: the clock's time is libcurl's and this.
    mutating func addOurs(
        from start: Moment, transferred end: Moment
    ) {
        wait = max(end - start - total, .zero)
        process = Moment.now - end
    }

    /// Adds the phases of a further hop.
    static func += (sum: inout HTTPTimings, hop: HTTPTimings) {
        sum.wait += hop.wait
        sum.process += hop.process
        sum.nameLookup += hop.nameLookup
        sum.connect += hop.connect
        sum.secureHandshake += hop.secureHandshake
        sum.firstByte += hop.firstByte
        sum.download += hop.download
        sum.total += hop.total
    }
}
