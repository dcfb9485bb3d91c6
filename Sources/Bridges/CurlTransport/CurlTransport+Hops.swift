import HTTPModel
import MonotonicClock

/// An exchange goes hop by hop: each redirect is a request of its own.
extension CurlTransport {
    /// Begins an exchange that was started; its error is its end.
    func begin(_ next: Waiting) {
        do throws(TransportError) {
            _ = try begin(next.request, next.options, id: next.id)
        } catch {
            finished.append(FinishedExchange(id: next.id, result: .failure(error)))
        }
    }

    /// Begins those that wait, as many as there is room for.
    func beginWaiting() {
        while firstWaiting < waiting.count, transfers.count < configuration.concurrentExchanges {
            firstWaiting += 1
            begin(waiting[firstWaiting - 1])
        }
        // Requests that have begun are kept no longer than there are as many that wait.
        if firstWaiting * 2 >= waiting.count {
            waiting.removeFirst(firstWaiting)
            firstWaiting = 0
        }
    }

    /// Begins an exchange.
    func begin(
        _ request: HTTPRequest, _ options: TransferOptions, id: ExchangeID?
    ) throws(TransportError) -> Transfer {
        let start = Moment.now
        let slot: TransferSlot
        do throws(TransportError) {
            slot = try freeSlot()
        } catch {
            throw error.about(request.url)
        }
        let transfer = Transfer(request, options, id: id, slot: slot, start: start)
        do throws(TransportError) {
            try beginHop(of: transfer)
        } catch {
            release(transfer)
            throw error
        }
        return transfer
    }

    private func beginHop(of transfer: Transfer) throws(TransportError) {
        let slot = transfer.slot
        let url = try slot.applied.target(of: transfer.request.url)
        if let userinfo = url.userinfo, !transfer.request.headers.contains("Authorization") {
            transfer.request.headers.add(
                "Authorization", BasicCredential.header(userinfo: userinfo), isSystem: true)
        }
        var request = transfer.request
        var options = transfer.options
        if !transfer.staysAtOrigin(url) { options.ntlm = nil }
        transfer.addHandshake(to: &request, &options)
        do throws(TransportError) {
            let cookie = options.disablesCookies ? nil : cookieHeader(for: url)
            var lines = try WireHeaders.lines(
                of: request, to: url, cookie: cookie, withheld: options.withheldHeaders,
                last: slot.applied.lines ?? [])
            if let last = transfer.hop {
                let isElsewhere = last.url.host != url.host
                WireHeaders.keepPlaces(
                    in: &lines, from: last.lines, except: isElsewhere ? "Host" : nil)
            }
            let route = try Route.to(url, options, configuration)
            if route.proxy == nil { preferIPv6(url) }
            try slot.prepare(request, to: url, by: route, lines, options, transfer.deadline)
            // Other kept connections may be dead, too.
            try slot.applied.connect(isRepetition: transfer.hasRepeated, slot.handle)
            try pools.begin(slot.handle, in: &transfer.lane)
            // What proves the password is for the server alone.
            if transfer.handshake?.header != nil {
                lines.removeAll { HTTPHeaders.same($0.name, "Authorization") }
            }
            transfer.hop = Transfer.Hop(url: url, route: route, lines: lines, began: .now)
        } catch {
            throw error.about(request.url)
        }
        transfers[slot.handle.key] = transfer
        if let limit = options.timeout, let began = transfer.hop?.began {
            let due = began + limit
            silenceCheck = min(silenceCheck ?? due, due)
        }
    }

    /// Takes the response of a hop, and begins the next one or ends the exchange.
    func endHop(of transfer: Transfer, _ outcome: Transfer.Outcome) {
        let end = Moment.now
        guard let hop = transfer.hop else { return }
        takeOut(transfer, isComplete: outcome.isComplete)
        do throws(TransportError) {
            if transfer.dropsExpectation() || transfer.beginsRepetition(after: outcome) {
                return try beginHop(of: transfer)
            }
            var exchange = try self.exchange(transfer, outcome, of: hop)
            exchange.response.timings.addOurs(from: transfer.start, transferred: end)
            if try transfer.continuesHandshake(after: exchange) {
                transfer.start = .now
                return try beginHop(of: transfer)
            }
            transfer.timings += exchange.response.timings
            if let next = try transfer.next(after: hop, exchange.response) {
                transfer.redirects.append(
                    HTTPExchange.Redirected(
                        request: exchange.request, status: exchange.response.status))
                transfer.request = next
                transfer.start = .now
                return try beginHop(of: transfer)
            }
            exchange.response.timings = transfer.timings
            exchange.redirects = transfer.redirects
            exchange.handshakes = transfer.handshakes
            finish(transfer, .exchange(exchange))
        } catch {
            pools.giveUp(transfer.lane)
            finish(transfer, .failure(error))
        }
    }

    private func exchange(
        _ transfer: Transfer, _ outcome: Transfer.Outcome, of hop: Transfer.Hop
    ) throws(TransportError) -> HTTPExchange {
        let state = transfer.slot.state
        state.finishBody()
        let head = state.readHead()
        // They count as soon as the head has arrived, even if the body fails.
        if !transfer.options.disablesCookies { storeCookies(of: head.headers, from: hop.url) }
        do throws(TransportError) {
            return try transfer.exchange(outcome, of: hop, configuration, head)
        } catch {
            throw error.about(transfer.request.url)
        }
    }

    private func finish(_ transfer: Transfer, _ end: Transfer.End) {
        release(transfer)
        if let id = transfer.id {
            finished.append(FinishedExchange(id: id, result: end.result))
        } else {
            transfer.end = end
        }
        beginWaiting()
    }

    /// Ends a transfer whose result nobody wants.
    func drop(_ transfer: Transfer) {
        takeOut(transfer, isComplete: false)
        pools.giveUp(transfer.lane)
        release(transfer)
    }

    private func takeOut(_ transfer: Transfer, isComplete: Bool) {
        let handle = transfer.slot.handle
        transfers[handle.key] = nil
        pools.end(handle, in: transfer.lane, isComplete: isComplete)
    }

    private func freeSlot() throws(TransportError) -> TransferSlot {
        if let slot = idleSlots.popLast() { return slot }
        let slot = try TransferSlot(configuration)
        if let path = configuration.extraAuthoritiesPath {
            let all = authorities ?? slot.handle.authorities(adding: path)
            authorities = all
            try slot.handle.trust(all)
        }
        return slot
    }

    private func release(_ transfer: Transfer) {
        pools.close(transfer.lane)
        release(transfer.slot)
    }

    /// Keeps a slot for later transfers, without the bodies of this one, unless there are many.
    private func release(_ slot: TransferSlot) {
        slot.state.dropBodies()
        if idleSlots.count < 32 { idleSlots.append(slot) }
    }

    // MARK: - Addresses

    /// Prefers `::1` to `127.0.0.1` for `localhost` and the names under it (NewmanReference §6.10).
    ///
    /// libcurl has them the other way round.
    private func preferIPv6(_ url: TargetURL) {
        guard url.host == "localhost" || url.host.hasSuffix(".localhost"),
            localEndpoints.insert(url.endpoint).inserted,
            !configuration.hostAddresses.contains(where: { $0.isFor(url) }),
            let address = HostAddress("\(url.host):\(url.effectivePort):::1,127.0.0.1")
        else { return }
        pools.add(address)
    }
}
