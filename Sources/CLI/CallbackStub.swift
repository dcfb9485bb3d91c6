struct CallbackError: Error { var message: String }
final class CallbackListener {
    init(redirectURI: String) throws(CallbackError) { port = 0 }
    let port: Int
    func wait(timeout: Duration, accepting: (String) -> Bool) -> String? { nil }
}
