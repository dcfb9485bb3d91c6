import Dispatch
import HTTPModel
import Synchronization
import TextEncoding

/// Decides what the requests to a callback listener get: the state that its threads and the waiting
/// one share.
final class CallbackDesk: Sendable {
    private struct State {
        var port: UInt16 = 0
        var accepting: (@Sendable (String) -> Bool)?
        var answer: String?
        var isClosed = false
    }

    private let address: RedirectAddress
    private let form: CallbackListener.AnswerForm
    private let state = Mutex(State())
    /// Signalled when the caller has begun to wait; who takes the signal gives it back.
    private let waiting = DispatchSemaphore(value: 0)
    private let answered = DispatchSemaphore(value: 0)
    private let pageSent = DispatchSemaphore(value: 0)

    init(address: RedirectAddress, form: CallbackListener.AnswerForm) {
        self.address = address
        self.form = form
    }

    // MARK: The waiting thread

    func open(port: UInt16) {
        state.withLock { $0.port = port }
    }

    func wait(timeout: Duration, accepting: @escaping @Sendable (String) -> Bool) -> String? {
        let isFirst = state.withLock { state in
            defer { state.accepting = accepting }
            return state.accepting == nil
        }
        if isFirst { waiting.signal() }
        guard answered.wait(timeout: .now() + Self.interval(timeout)) == .success else {
            return nil
        }
        answered.signal()
        guard let answer = state.withLock({ $0.answer }) else { return nil }
        _ = pageSent.wait(timeout: .now() + .seconds(2))
        return answer
    }

    func close() {
        state.withLock { $0.isClosed = true }
        waiting.signal()
        answered.signal()
    }

    private static func interval(_ duration: Duration) -> DispatchTimeInterval {
        let milliseconds = max(duration, .zero) / .milliseconds(1)
        return .milliseconds(Int(min(milliseconds, 1e9)))
    }

    // MARK: The server's threads

    func answer(_ request: ServerRequest) -> ServerResponse {
        let port = state.withLock { $0.port }
        guard address.isAuthority(request.headers["Host"], port: port) else {
            return CallbackPage.plain(421, "this server answers to one name only")
        }
        switch request.path {
        case address.path: return callback(request, port)
        case donePath: return done(request)
        default: return CallbackPage.plain(404, "there is nothing here")
        }
    }

    /// Where the browser is sent in the end, so that the code does not stay in its address bar and
    /// history.
    private var donePath: String { address.path == "/done" ? "/signed-in" : "/done" }

    private func callback(_ request: ServerRequest, _ port: UInt16) -> ServerResponse {
        guard let query = query(of: request) else {
            var response = CallbackPage.plain(405, "this method is not allowed")
            response.headers.add("Allow", form == .query ? "GET" : "GET, POST")
            return response
        }
        if form == .fragment, request.method == "GET", FormText(query)["state"] == nil {
            return CallbackPage.relay()
        }
        let path = address.path
        let text =
            address.origin(port: port) + (query.isEmpty ? path : "\(path)?\(query)")
        guard accept(text) else { return CallbackPage.strangerPage.response(status: 400) }
        var response = CallbackPage.plain(303, "the answer has been received")
        response.headers.add("Location", donePath)
        return response
    }

    /// The parameters of the answer; nil for a method that brings none.
    private func query(of request: ServerRequest) -> String? {
        if request.method == "GET" { return request.query ?? "" }
        guard request.method == "POST", form != .query else { return nil }
        let fields = [request.query ?? "", String(decoding: request.body, as: UTF8.self)]
        return fields.filter { !$0.isEmpty }.joined(separator: "&")
    }

    /// The first answer that the caller approves wins; the same one again is answered alike.
    private func accept(_ text: String) -> Bool {
        // The browser may be faster than the caller.
        guard waiting.wait(timeout: .now() + .seconds(10)) == .success else { return false }
        waiting.signal()
        let (accepting, known, isClosed) = state.withLock { ($0.accepting, $0.answer, $0.isClosed) }
        if let known { return known == text }
        guard !isClosed, let accepting, accepting(text) else { return false }
        return state.withLock { state in
            if let first = state.answer { return first == text }
            state.answer = text
            answered.signal()
            return true
        }
    }

    private func done(_ request: ServerRequest) -> ServerResponse {
        guard request.method == "GET" else {
            return CallbackPage.plain(405, "this method is not allowed")
        }
        guard let answer = state.withLock({ $0.answer }) else {
            return CallbackPage.plain(404, "there is nothing here")
        }
        var response = CallbackPage(answer: answer).response(status: 200)
        response.sent = { [pageSent] in pageSent.signal() }
        return response
    }
}
