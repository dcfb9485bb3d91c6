import HTTPModel
import Platform
import TextEncoding

/// Decides what the requests to a callback listener get.
///
/// It is Sendable because what changes is used only with the monitor locked, by the threads of the
/// server and the one that waits.
final class CallbackDesk: @unchecked Sendable {
    private let address: RedirectAddress
    private let form: CallbackListener.AnswerForm
    private let monitor = ThreadMonitor()
    private var port: UInt16 = 0
    /// What decides about answers, from the moment that the caller begins to wait.
    private var accepting: (@Sendable (String) -> Bool)?
    private var answer: String?
    private var isPageSent = false
    private var isClosed = false

    init(address: RedirectAddress, form: CallbackListener.AnswerForm) {
        self.address = address
        self.form = form
    }

    // MARK: The waiting thread

    func open(port: UInt16) {
        monitor.withLock { self.port = port }
    }

    func wait(timeout: Duration, accepting: @escaping @Sendable (String) -> Bool) -> String? {
        monitor.withLock {
            self.accepting = accepting
            monitor.notify()
            monitor.wait(for: timeout) { answer != nil || isClosed }
            guard let answer else { return nil }
            monitor.wait(for: .seconds(2)) { isPageSent }
            return answer
        }
    }

    func close() {
        monitor.withLock {
            isClosed = true
            monitor.notify()
        }
    }

    // MARK: The server's threads

    func answer(_ request: ServerRequest) -> ServerResponse {
        let port = monitor.withLock { self.port }
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
        let (accepting, known, isClosed) = monitor.withLock {
            // The browser may be faster than the caller.
            monitor.wait(for: .seconds(10)) { self.accepting != nil || self.isClosed }
            return (self.accepting, answer, self.isClosed)
        }
        if let known { return known == text }
        guard !isClosed, let accepting, accepting(text) else { return false }
        return monitor.withLock {
            if let answer { return answer == text }
            answer = text
            monitor.notify()
            return true
        }
    }

    private func done(_ request: ServerRequest) -> ServerResponse {
        guard request.method == "GET" else {
            return CallbackPage.plain(405, "this method is not allowed")
        }
        guard let answer = monitor.withLock({ answer }) else {
            return CallbackPage.plain(404, "there is nothing here")
        }
        var response = CallbackPage(answer: answer).response(status: 200)
        response.sent = { [self] in
            monitor.withLock {
                isPageSent = true
                monitor.notify()
            }
        }
        return response
    }
}
