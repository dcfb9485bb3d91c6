import CollectionModel
import Diagnostics
import HTTPModel
import JSON
import MonotonicClock
import RunModel
import Scripting
import Variables

/// One request of one iteration, from its pre-request scripts to its tests.
struct ItemRun {
    let item: PlannedItem
    let reference: ItemReference
    let context: RunContext

    /// Which attempt of the item this is, from 1.
    private(set) var attempt: Int
    /// The item's own request.
    private(set) var sent: SentRequest?
    /// The request as the pre-request scripts left it; nil if they did not change it.
    @Rare private var changedRequest: RequestDefinition? = nil
    private var nextRequest = NextRequest.unchanged
    private var origin = RequestRecord.Origin.item

    init(
        item: PlannedItem, reference: ItemReference, context: RunContext, attempt: Int = 1
    ) {
        self.item = item
        self.reference = reference
        self.context = context
        self.attempt = attempt
    }

    /// Runs the item, except for the events of its start and end; returns what its scripts chose as
    /// the next request.
    mutating func run() -> NextRequest {
        context.item = reference
        context.enterFolder(of: item)
        let failures = context.publisher.failures
        if runPrerequestScripts() {
            context.scrutiny = Scrutiny()
            let exchange = send()
            sent = exchange
            runTestScripts(exchange)
            // One failure is enough.
            if failures == context.publisher.failures { checkStatus(exchange) }
        } else {
            skip(because: context.isEnding ? .end : .script)
        }
        return nextRequest
    }

    private func skip(because reason: SkipReason) {
        if case .end = reason { context.hasLeftOut = true }
        context.publisher.publish(.itemSkipped(reference, because: reason))
    }

    /// Runs the item for a script of another one, to which all that happens is reported; returns
    /// the response, or nil if a script skipped the request.
    mutating func runReferenced() throws(Failure) -> HTTPResponse? {
        origin = .script
        // What its tests say is not about the item that it runs for.
        let (scrutiny, folder) = (context.scrutiny, context.scopes.folder)
        defer { (context.scrutiny, context.scopes.folder) = (scrutiny, folder) }
        context.enterFolder(of: item)
        guard runPrerequestScripts() else { return nil }
        let exchange = send()
        runTestScripts(exchange)
        if let failure = exchange.failure { throw failure }
        return exchange.response
    }

    private var request: RequestDefinition { changedRequest ?? item.request }

    // MARK: Scripts

    /// Runs the scripts before the request; false if one of them skips it, or the run ends.
    private mutating func runPrerequestScripts() -> Bool {
        for script in item.prerequestScripts {
            let definition = request
            var scope = scope { DefinitionWriter.json(definition) }
            scope.cookies = cookiesToSend
            let outcome = context.sandbox.run(script, in: scope)
            finish(script, outcome)
            if let changed = outcome.changedRequest { adopt(changed) }
            if outcome.skipsRequest || context.isEnding { return false }
        }
        return true
    }

    /// The cookies that the jar has for the request as it stands.
    ///
    /// Newman's list is empty; this one helps scripts that sign what they send.
    private var cookiesToSend: () -> [HTTPCookie] {
        let (context, request, behavior) = (context, request, item.behavior)
        return {
            // No warnings: what is not defined yet may be when the request is sent.
            let definition = context.resolver.resolve(request).value
            let url = context.builder.url(of: definition, behavior: behavior)
            return url.map(context.services.transport.cookies) ?? []
        }
    }

    private mutating func runTestScripts(_ exchange: SentRequest) {
        if item.testScripts.isEmpty { return }
        // An interrupted request has no response to test.
        if context.isEnding {
            context.hasLeftOut = true
            return
        }
        let transport = context.services.transport
        let url = exchange.response?.url ?? exchange.request.url
        let before = nextRequest
        let authorization = effectiveAuthorization?.definition
        for script in item.testScripts {
            if context.isEnding {
                context.hasLeftOut = true
                break
            }
            var scope = scope { [resolver = context.resolver] in
                exchange.definitionJSON(authorization.map { resolver.resolve($0).value })
            }
            scope.response = exchange.response
            scope.cookies = { transport.cookies(for: url) }
            finish(script, context.sandbox.run(script, in: scope))
        }
        // Only the item itself can choose the next one.
        if origin == .item, nextRequest != before, case .named(let name) = nextRequest {
            context.publisher.publish(.nextRequest(name, reference))
        }
    }

    /// Fails the item if no test has looked at an error status (`--fail-on-http-error`).
    private func checkStatus(_ exchange: SentRequest) {
        guard context.settings.failsOnErrorStatus, !context.scrutiny.judgesStatus,
            context.services.interruption() == nil, let response = exchange.response,
            response.status >= 400
        else { return }
        let failure = Failure(
            name: "HTTPError",
            message: "no test looks at status \(response.statusText) (--fail-on-http-error)")
        context.publisher.publish(
            .assertion(
                AssertionRecord(
                    name: "status is below 400", index: 0, event: .test, failure: failure),
                reference))
    }

    private func scope(_ request: @escaping () -> JSONValue) -> ScriptScope {
        ScriptScope(
            iteration: reference.iteration, iterationCount: context.settings.knownIterationCount,
            requestName: item.name, requestID: item.id, location: item.location,
            request: request)
    }

    private mutating func finish(_ script: ScriptSource, _ outcome: ScriptOutcome) {
        let isCut = context.isCut && outcome.isInterrupted
        context.publisher.publish(
            .script(
                ScriptRecord(
                    event: script.event, owner: script.owner, duration: outcome.duration,
                    failure: isCut ? nil : outcome.failure), reference))
        if isCut, origin == .item, script.event == .test { skip(because: .end) }
        if outcome.nextRequest != .unchanged { nextRequest = outcome.nextRequest }
    }

    /// Adopts the request as a script changed it.
    private mutating func adopt(_ changed: JSONValue) {
        do throws(DefinitionError) {
            changedRequest = try DefinitionFile.request(changed)
        } catch {
            for diagnostic in error.diagnostics {
                context.publisher.warn(
                    Diagnostic(
                        .warning, "a script left the request malformed: \(diagnostic.message)"))
            }
        }
    }

    // MARK: Request

    /// Builds, signs and sends the request, and reports what came of it.
    private mutating func send() -> SentRequest {
        let start = Moment.now
        if changedRequest == nil, let built = context.builtRequests[item] {
            return exchange(built, since: start)
        }
        let resolved = context.resolver.resolve(request)
        let definition = context.warning(of: resolved)
        do throws(Failure) {
            if let failure = Failure(resolved.findings) { throw failure }
            let prepared = try prepare(definition)
            if changedRequest == nil, resolved.isConstant {
                context.builtRequests.keep(prepared, of: item)
            }
            return exchange(prepared, since: start)
        } catch {
            let unsent = RequestRecord(
                origin: origin,
                request: HTTPRequest(method: definition.method, url: definition.url.text),
                failure: error)
            publish(unsent)
            return SentRequest(unsent, definition: definition)
        }
    }

    private mutating func exchange(
        _ prepared: PreparedRequest, since start: Moment
    ) -> SentRequest {
        for warning in prepared.warnings { context.publisher.warn(warning) }
        let definition = prepared.definition
        var options = context.settings.transferOptions
        options.apply(item.behavior)
        options.apply(definition, of: reference, context.publisher)
        if item.testScripts.isEmpty { options.keptBodySize = context.settings.keptBodySize }
        let outcome = exchange(prepared, options, since: start)
        let record = outcome.record(origin)
        if context.isCut, outcome.isAbandoned {
            if origin == .item { skip(because: .end) }
        } else {
            if outcome.missesToken { context.missedToken = true }
            publish(record)
        }
        return SentRequest(record, definition: definition)
    }

    /// Signs and sends the request, and does so again as often as the user wants it (`--retry`).
    private mutating func exchange(
        _ prepared: PreparedRequest, _ options: TransferOptions,
        since start: Moment
    ) -> ExchangeOutcome {
        let authorization = effectiveAuthorization
        var start = start
        while true {
            var outcome = context.exchange(
                ExchangeRounds(
                    prepared, behavior: item.behavior, options: options,
                    authorization: authorization, since: start, item: reference,
                    tools: context.tools))
            if outcome.transportError?.kind == .cancelled,
                let interruption = context.services.interruption()
            {
                outcome.record.failure = Failure(interruption)
            }
            guard let superseded = superseded(outcome) else { return outcome }
            context.publisher.publish(.attempt(superseded, reference))
            attempt += 1
            context.services.sleep(superseded.delay / .seconds(1))
            if let interruption = context.services.interruption() {
                var failure = Failure(interruption)
                failure.message += ", before it was sent again because of \(superseded.reason)"
                return ExchangeOutcome(
                    request: outcome.request, failure: failure, endsEarly: true)
            }
            start = .now
        }
    }

    /// The record of the attempt if another one follows; nil if it is the last.
    private func superseded(_ outcome: ExchangeOutcome) -> AttemptRecord? {
        let rules = context.settings.retry
        guard attempt < rules.limit, let reason = rules.reason(for: outcome),
            context.services.interruption() == nil,
            let wait = context.wait(beforeRepeating: outcome.response)
        else { return nil }
        return AttemptRecord(
            number: attempt, limit: rules.limit, requests: [outcome.record(origin)], reason: reason,
            delay: wait)
    }

    private func prepare(_ definition: RequestDefinition) throws(Failure) -> PreparedRequest {
        do throws(RequestBuildError) {
            return try context.builder.prepare(definition, behavior: item.behavior)
        } catch {
            throw Failure(error, scopes: context.scopes)
        }
    }

    /// The authorization in force: a script may have given the request its own.
    private var effectiveAuthorization: OwnedAuthorization? {
        guard let own = changedRequest?.authorization, own != item.request.authorization else {
            return item.authorization
        }
        return OwnedAuthorization(definition: own, owner: "request '\(item.name)'")
    }

    private func publish(_ record: RequestRecord) { context.publish(record, of: reference) }
}

/// A request as it was sent, or as far as it was prepared, and the response to it.
final class SentRequest {
    private let record: RequestRecord
    /// The definition with all variables put in.
    let definition: RequestDefinition

    init(_ record: RequestRecord, definition: RequestDefinition) {
        self.record = record
        self.definition = definition
    }

    var request: HTTPRequest { record.request }
    var response: HTTPResponse? { record.response }
    /// Why there is no response.
    var failure: Failure? { record.failure }

    /// The request in the collection's form, with the URL and headers that went over the wire
    /// before any redirect, its disabled headers, and the authorization in force.
    func definitionJSON(_ authorization: AuthorizationDefinition?) -> JSONValue {
        var sent = definition
        sent.authorization = authorization
        sent.url = URLDefinition(parsing: request.url)
        // It stays here: nothing of it goes over the wire.
        sent.url.hash = definition.url.hash
        sent.headers = headers
        return DefinitionWriter.json(sent)
    }

    /// The headers that were sent, with the disabled ones of the definition behind those that they
    /// follow there.
    private var headers: [HeaderDefinition] {
        var headers = request.headers.fields.map {
            HeaderDefinition(key: $0.name, value: $0.value, isSystem: $0.isSystem)
        }
        var place = 0
        for header in definition.headers {
            if header.isDisabled {
                headers.insert(header, at: place)
                place += 1
            } else if let index = headers[place...].firstIndex(where: { $0.key == header.key }) {
                place = index + 1
            }
        }
        return headers
    }
}
