import CharsetDecoding
import Diagnostics
import HTTPModel
import JSON
import RunModel

extension Redactor {
    /// The event with every secret in its texts masked, except in the names of its item; the
    /// collection at its start has been masked before, by more than is known here.
    func redact(_ event: RunEvent) -> RunEvent {
        switch event {
        case .console(let record, let item):
            .console(
                ConsoleRecord(level: record.level, arguments: record.arguments.map(redact)), item)
        case .request(let record, let item): .request(redact(record), item)
        case .attempt(let record, let item): .attempt(redact(record), item)
        case .assertion(let record, let item): .assertion(redact(record), item)
        case .script(let record, let item): .script(redact(record), item)
        case .nextRequest(let name, let item): .nextRequest(name.map(redact), item)
        case .visualization(let record, let item): .visualization(record.map(redact), item)
        case .warning(let diagnostic): .warning(redact(diagnostic))
        case .strictFailure(let failure, let item): .strictFailure(redact(failure), item)
        case .runFinished(let end): .runFinished(redact(end))
        case .iterationStarted(let start): .iterationStarted(redact(start))
        case .runStarted(let start): .runStarted(redact(start))
        case .itemStarted, .itemSkipped, .itemFinished, .iterationFinished:
            event
        }
    }

    /// The diagnostic with every secret in its texts masked.
    func redact(_ diagnostic: Diagnostic) -> Diagnostic {
        var result = diagnostic
        result.message = redact(diagnostic.message)
        result.help = diagnostic.help.map(redact)
        result.place.lineText = diagnostic.place.lineText.map(redact)
        result.place.item = diagnostic.place.item.map(redactName)
        return result
    }

    private func redact(_ start: RunStart) -> RunStart {
        var result = start
        result.collectionName = redactName(start.collectionName)
        result.environmentName = start.environmentName.map(redactName)
        result.label = start.label.map(redactName)
        result.file = start.file.map(redact)
        return result
    }

    private func redact(_ record: VisualizationRecord) -> VisualizationRecord {
        VisualizationRecord(
            template: redact(record.template), data: redact(record.data),
            html: record.html.map(redact), renderingFailure: record.renderingFailure.map(redact))
    }

    private func redact(_ start: IterationStart) -> IterationStart {
        IterationStart(
            start.number, row: start.row.map { .init(redactName($0.name), redact($0.value)) })
    }

    private func redact(_ end: RunEnd) -> RunEnd {
        var result = end
        switch end.interruption {
        case .authentication(let diagnostic):
            result.interruption = .authentication(redact(diagnostic))
        case .script(let diagnostic): result.interruption = .script(redact(diagnostic))
        case .bail(let diagnostic): result.interruption = .bail(redact(diagnostic))
        case .notBegun(let diagnostic): result.interruption = .notBegun(redact(diagnostic))
        case .timeout(let diagnostic): result.interruption = .timeout(redact(diagnostic))
        case .lost(let diagnostic): result.interruption = .lost(redact(diagnostic))
        case .signal, nil: break
        }
        result.environment = end.environment.map(redact)
        result.globals = end.globals.map(redact)
        return result
    }

    /// The value with every secret in its strings masked, and every number that is one.
    func redact(_ json: JSONValue) -> JSONValue {
        switch json.kind {
        case .string(let text): return .string(redact(text))
        case .number(let number): return isSecret(number.literal) ? .string(Self.mask) : json
        case .array(let elements): return .array(elements.map(redact))
        case .object(let object):
            let members = object.members.map {
                JSONMember(key: redactName($0.key), value: redact($0.value))
            }
            return JSONValue(.object(JSONObject(members)))
        case .null, .boolean: return json
        }
    }

    private func redact(_ record: RequestRecord) -> RequestRecord {
        var result = record
        result.request = redact(record.request)
        result.response = record.response.map(redact)
        result.failure = record.failure.map(redact)
        for index in result.hops.indices {
            result.hops[index].url = redact(result.hops[index].url)
        }
        return result
    }

    private func redact(_ attempt: AttemptRecord) -> AttemptRecord {
        var result = attempt
        result.requests = attempt.requests.map(redact)
        result.reason = redact(attempt.reason)
        return result
    }

    private func redact(_ request: HTTPRequest) -> HTTPRequest {
        HTTPRequest(
            method: redactName(request.method), url: redact(request.url),
            headers: redact(request.headers), body: request.body.map(redact))
    }

    private func redact(_ body: HTTPBody) -> HTTPBody {
        HTTPBody(
            pieces: body.pieces.map { piece in
                guard case .bytes(let bytes) = piece else { return piece }
                return .bytes(redact(bytes))
            })
    }

    private func redact(_ response: HTTPResponse) -> HTTPResponse {
        var result = response
        result.reason = redact(response.reason)
        result.headers = redact(response.headers)
        result.url = redact(response.url)
        maskText(of: &result)
        result.body = redact(result.body)
        return result
    }

    /// Masks what a body in another charset than UTF-8 hides from a search for bytes; if that was
    /// something, the body goes on as UTF-8, and says so.
    private func maskText(of response: inout HTTPResponse) {
        guard !isEmpty, let type = response.headers["Content-Type"],
            let charset = ContentTypeHeader(type).charset, charset.lowercased() != "utf-8"
        else { return }
        let text = BodyText.decode(response.body, charset: charset)
        let masked = redact(text)
        if masked == text { return }
        response.body = Array(masked.utf8)
        response.headers.set("Content-Type", type.prefix { $0 != ";" } + "; charset=utf-8")
    }

    private func redact(_ headers: HTTPHeaders) -> HTTPHeaders {
        var result = headers
        for index in headers.fields.indices {
            result.fields[index].name = redactName(headers.fields[index].name)
            result.fields[index].value = redact(headers.fields[index].value)
        }
        return result
    }

    private func redact(_ record: AssertionRecord) -> AssertionRecord {
        var result = record
        result.name = redact(record.name)
        result.failure = record.failure.map(redact)
        return result
    }

    private func redact(_ record: ScriptRecord) -> ScriptRecord {
        var result = record
        result.owner = redactName(record.owner)
        result.failure = record.failure.map(redact)
        return result
    }

    private func redact(_ failure: Failure) -> Failure {
        var result = failure
        result.name = redactName(failure.name)
        result.message = redact(failure.message)
        result.stack = failure.stack.map(redact)
        result.lineText = failure.lineText.map(redact)
        result.comparison = failure.comparison.map { redact($0).bounded }
        return result
    }
    private func redact(_ comparison: Comparison) -> Comparison {
        Comparison(
            actual: redact(comparison.actual), expected: redact(comparison.expected),
            isCut: comparison.isCut)
    }
}
