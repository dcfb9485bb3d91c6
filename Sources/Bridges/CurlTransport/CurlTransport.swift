public import HTTPModel
public import MonotonicClock

/// libcurl behind `HTTPTransport`: the connections, TLS sessions and cookies of one run.
///
/// It sends exactly what a request says: libcurl must not add, re-encode or follow anything by
/// itself. One thread at a time uses it. It resolves no variables, signs nothing, and retries
/// nothing except a kept connection that turns out to be dead. It starts libcurl with its first
/// exchange.
///
/// At most `Configuration.concurrentExchanges` are in progress; others that are started wait.
public final class CurlTransport: ConcurrentTransport {
    let configuration: Configuration
    /// The cookies of the run.
    ///
    /// libcurl's own jar is not used: it is stricter than Newman's, and supports neither the
    /// author's `Cookie` header nor a request without cookies.
    var jar = CookieJar(isPublicSuffix: PublicSuffixes.contains)

    let pools: ConnectionPools
    /// The exchanges in progress, by the keys of their hops' handles.
    var transfers: [Int: Transfer] = [:]
    /// The exchanges that wait for others to end, the first one at `firstWaiting`.
    var waiting: [Waiting] = []
    var firstWaiting = 0
    var finished: [FinishedExchange] = []
    private var startedNumber = 0
    /// The number of exchanges that were started and whose end was not returned.
    public private(set) var startedCount = 0
    /// The slots that are free, the one used last at the end.
    var idleSlots: [TransferSlot] = []
    /// The authorities that its handles trust, once they have been read; nil for the system's.
    var authorities: AddedAuthorities?
    /// When one of the exchanges may have been silent for too long, at the earliest.
    var silenceCheck: Moment?
    /// The hosts and ports of this machine whose addresses libcurl knows.
    var localEndpoints: Set<String> = []

    struct Waiting {
        let id: ExchangeID
        let request: HTTPRequest
        let options: TransferOptions
    }

    /// Makes a transport without connections.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
        pools = ConnectionPools(largestCount: configuration.concurrentExchanges)
        for address in configuration.hostAddresses { pools.add(address) }
    }

    deinit { cancelAll() }

    /// Loads and starts libcurl, so that the first exchange need not wait for that.
    ///
    /// It returns when libcurl has started; any thread may call it.
    public static func load() { CurlHandle.startLibrary() }

    // MARK: - Exchanges

    /// Sends the request and every one that a redirect asks for, and returns the final response.
    public func exchange(
        _ request: HTTPRequest, options: TransferOptions
    ) throws(TransportError) -> HTTPExchange {
        let transfer = try begin(request, options, id: nil)
        while true {
            switch transfer.end.take() {
            case .exchange(let exchange): return exchange
            case .failure(let error): throw error
            case nil: advance(until: nil) { transfer.end != nil }
            }
        }
    }

    /// Starts an exchange, or lets it wait while too many are in progress.
    public func start(_ request: HTTPRequest, options: TransferOptions) -> ExchangeID {
        startedNumber += 1
        startedCount += 1
        let next = Waiting(
            id: ExchangeID(number: startedNumber), request: request, options: options)
        if transfers.count < configuration.concurrentExchanges {
            begin(next)
        } else {
            waiting.append(next)
        }
        return next.id
    }

    /// Waits until at least one exchange has finished, at most until the deadline.
    public func finishedExchanges(
        before deadline: Moment?
    ) -> [FinishedExchange] {
        if finished.isEmpty { advance(until: deadline) { !finished.isEmpty } }
        defer { finished = [] }
        startedCount -= finished.count
        return finished
    }

    /// Drops exchanges and closes their connections.
    public func cancel(_ ids: Set<ExchangeID>) {
        let count = finished.count + waiting.count
        finished.removeAll { ids.contains($0.id) }
        waiting[firstWaiting...].removeAll { ids.contains($0.id) }
        startedCount -= count - finished.count - waiting.count
        for transfer in transfers.values {
            guard let id = transfer.id, ids.contains(id) else { continue }
            startedCount -= 1
            drop(transfer)
        }
        beginWaiting()
    }

    /// Drops all exchanges that were started.
    public func cancelAll() {
        (waiting, firstWaiting, finished, startedCount) = ([], 0, [], 0)
        for transfer in transfers.values where transfer.id != nil { drop(transfer) }
    }

    // MARK: - Progress

    /// The longest wait for events at one time; libcurl's own timers shorten it.
    private static let longestWait = Duration.seconds(1)
    /// How long a redirect may take to end after its head, so that its connection can be kept.
    private static let redirectWait = Duration.milliseconds(100)
    /// How soon a cancellation is noticed.
    private static let cancellationWait = Duration.milliseconds(50)

    /// Moves all transfers on until the condition holds, none is left, or the deadline has come.
    private func advance(until deadline: Moment?, _ isDone: () -> Bool) {
        while !transfers.isEmpty {
            for (key, code) in pools.perform() {
                if let transfer = transfers[key] { endHop(of: transfer, .finished(code)) }
            }
            if isDone() { return }
            if configuration.shouldCancel?() == true { return cancelByInterruption() }
            var wait =
                configuration.shouldCancel == nil ? Self.longestWait : Self.cancellationWait
            for left in [endSilentTransfers(), endRedirects()] {
                if let left { wait = min(wait, left) }
            }
            if isDone() { return }
            if let deadline { wait = min(wait, deadline - .now) }
            if wait <= .zero { return }
            pools.wait(wait)
        }
    }

    private func cancelByInterruption() {
        for one in waiting[firstWaiting...] {
            let error = TransportError(.cancelled, "interrupted", url: one.request.url)
            finished.append(FinishedExchange(id: one.id, result: .failure(error)))
        }
        (waiting, firstWaiting) = ([], 0)
        for transfer in transfers.values { endHop(of: transfer, .cancelled) }
    }

    /// Ends the transfers that have been silent for too long; returns the time until the next
    /// check.
    ///
    /// Bytes only put the limit off, so that nothing has to be looked at before the check is due.
    private func endSilentTransfers() -> Duration? {
        guard let due = silenceCheck else { return nil }
        let now = Moment.now
        if now < due { return due - now }
        let times = transfers.values.compactMap { transfer in
            transfer.silenceLeft(at: now).map { (transfer: transfer, left: $0) }
        }
        let next = times.map(\.left).filter { $0 > .zero }.min()
        silenceCheck = next.map { now + $0 }
        for (transfer, left) in times where left <= .zero { endHop(of: transfer, .silent) }
        return next
    }

    /// Ends redirects whose bodies take too long; returns the time until the next one does.
    private func endRedirects() -> Duration? {
        let ends = transfers.values.compactMap { transfer in
            transfer.slot.state.redirectBegan.map { (transfer, $0 + Self.redirectWait) }
        }
        if ends.isEmpty { return nil }
        let now = Moment.now
        for (transfer, end) in ends where end <= now { endHop(of: transfer, .redirected) }
        return ends.map { $0.1 - now }.filter { $0 > .zero }.min()
    }
}

/// The easy handles and their callbacks' state belong to one thread at a time.
@available(*, unavailable)
extension CurlTransport: Sendable {}
