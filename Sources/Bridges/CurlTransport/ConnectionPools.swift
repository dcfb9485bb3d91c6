import CCurl
import HTTPModel

/// The multi handles of a transport, which keep its connections and drive its transfers.
///
/// There is one for each version of HTTP that was asked for: libcurl would send a request over any
/// connection that it keeps, of any version. An exchange whose requests must go over one connection
/// has one of its own. It knows nothing of requests and responses.
final class ConnectionPools {
    /// A transfer that ended, by the key of its handle.
    typealias Ended = (key: Int, code: CURLcode)

    /// Which connections a transfer may use.
    struct Lane: Equatable {
        let version: HTTPVersion
        /// The exchange that has the connections for itself; nil if they are for all.
        var owner: ObjectIdentifier?
        /// How many times connections were given up before.
        fileprivate var generation = 0

        init(version: HTTPVersion, owner: ObjectIdentifier? = nil) {
            self.version = version
            self.owner = owner
        }
    }

    /// The most connections that are kept open, used or not.
    private let largestCount: Int
    /// The longest wait while several versions of HTTP are in use, each of which has its own wait.
    private static let sharedWait = Duration.milliseconds(5)

    private final class Pool {
        let lane: Lane
        let multi: posthaste_multi
        /// How many of the addresses the multi handle knows.
        var knownAddresses = 0
        /// The keys of their handles.
        var transfers: Set<Int> = []

        init(_ lane: Lane, largestCount: Int) throws(TransportError) {
            guard let multi = curl_multi_init() else {
                throw TransportError(.other, "libcurl cannot be started", url: "")
            }
            _ = posthaste_multi_set_long(multi, CURLMOPT_MAXCONNECTS, largestCount)
            self.lane = lane
            self.multi = multi
        }

        deinit { curl_multi_cleanup(multi) }
    }

    /// A few pools, so that looking through them is the quickest way to find one.
    private var pools: [Pool] = []
    private var generation = 0
    /// The addresses of hosts, in place of what their names resolve to.
    private var hostAddresses: [HostAddress] = []

    init(largestCount: Int) {
        self.largestCount = largestCount
    }

    /// Adds the address of a host, in place of what its name resolves to.
    func add(_ address: HostAddress) {
        hostAddresses.append(address)
    }

    /// Begins the transfer that the options of a handle describe.
    func begin(_ handle: CurlHandle, in lane: inout Lane) throws(TransportError) {
        if lane.canShareConnections { lane.generation = generation }
        let pool = try pool(for: lane)
        if pool.knownAddresses < hostAddresses.count {
            // The multi handle learns them when the transfer starts.
            try handle.setAddresses(hostAddresses[pool.knownAddresses...])
            pool.knownAddresses = hostAddresses.count
        }
        handle.forgetError()
        guard curl_multi_add_handle(pool.multi, handle.easy) == CURLM_OK else {
            throw TransportError(.other, "libcurl refuses the transfer", url: "")
        }
        pool.transfers.insert(handle.key)
    }

    /// Takes out a handle whose transfer has ended or must end now.
    func end(_ handle: CurlHandle, in lane: Lane, isComplete: Bool) {
        guard let pool = pools.first(where: { $0.lane == lane }) else { return }
        curl_multi_remove_handle(pool.multi, handle.easy)
        pool.transfers.remove(handle.key)
        // The transfer may have ended before it taught the multi handle any address.
        if !isComplete { pool.knownAddresses = 0 }
        closeUnused(lane)
    }

    /// Gives up the connections of a transfer that failed, if others could share them: libcurl
    /// would send the next request over a connection of HTTP/2 that is broken.
    func giveUp(_ lane: Lane) {
        guard lane.canShareConnections, lane.generation == generation else { return }
        generation += 1
        closeUnused(lane)
    }

    /// Closes connections that were given up, once no transfer uses them.
    private func closeUnused(_ lane: Lane) {
        guard lane.canShareConnections, lane.generation < generation,
            let index = pools.firstIndex(where: { $0.lane == lane }),
            pools[index].transfers.isEmpty
        else { return }
        pools.remove(at: index)
    }

    /// Closes the connections that an exchange had for itself.
    func close(_ lane: Lane) {
        if lane.owner != nil { pools.removeAll { $0.lane == lane } }
    }

    /// Moves all transfers as far as they go without waiting; returns those that ended.
    func perform() -> [Ended] {
        var ended: [Ended] = []
        for pool in pools where !pool.transfers.isEmpty {
            var running: Int32 = 0
            guard curl_multi_perform(pool.multi, &running) == CURLM_OK else {
                ended += pool.transfers.map { ($0, CURLE_FAILED_INIT) }
                continue
            }
            if Int(running) == pool.transfers.count { continue }
            var left: Int32 = 0
            while let message = curl_multi_info_read(pool.multi, &left) {
                let key = Int(bitPattern: message.pointee.easy_handle)
                ended.append((key, posthaste_result(message)))
            }
        }
        return ended
    }

    /// Waits until a transfer can go on, or the time is over.
    func wait(_ duration: Duration) {
        let active = pools.filter { !$0.transfers.isEmpty }
        for pool in active {
            let limit = active.count > 1 ? min(duration, Self.sharedWait) : duration
            _ = curl_multi_poll(pool.multi, nil, 0, Int32(limit.roundedMilliseconds), nil)
        }
    }

    private func pool(for lane: Lane) throws(TransportError) -> Pool {
        if let pool = pools.first(where: { $0.lane == lane }) { return pool }
        let pool = try Pool(lane, largestCount: largestCount)
        pools.append(pool)
        return pool
    }
}

extension ConnectionPools.Lane {
    /// Whether several transfers can use a connection at the same time.
    fileprivate var canShareConnections: Bool { version == .http2 || version == .automatic }
}
