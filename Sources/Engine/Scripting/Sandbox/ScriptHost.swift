public import Diagnostics
public import HTTPModel
public import JSON
public import RunModel

/// Identifies a request that a script has started.
public struct ScriptRequestID: Sendable, Hashable {
    /// The number.
    public let number: Int

    /// Makes an identity; the number is unique within the host.
    public init(number: Int) {
        self.number = number
    }
}

/// Who a script's reports and requests go to: the run.
public protocol ScriptHost: AnyObject {
    /// Takes a line of the script's console.
    func console(_ record: ConsoleRecord)

    /// Takes the verdict of a test.
    func assertion(_ record: AssertionRecord)

    /// Takes note that a script has read the item's status, which is 400 or above.
    func statusIsRead()

    /// Takes something that the user should know: the use of a deprecated global, for one.
    func note(_ diagnostic: Diagnostic)

    /// Takes the record of a script that nothing can end.
    ///
    /// It is called on another thread, while the thread of the run is lost, and should end the
    /// process.
    func lost(_ record: ScriptRecord)

    /// Returns a text with its secrets masked, before a script's side shortens or quotes it.
    func masked(_ text: String) -> String

    /// Returns a template for `pm.visualizer`, or its data, as it may be shown.
    ///
    /// The result is nil if no report shows it, and nothing must be rendered.
    func showable(_ text: String) -> String?

    /// Takes what `pm.visualizer` shows; nil takes it back.
    func visualize(_ record: VisualizationRecord?)

    /// Runs another request of the collection, found by its id or name, with its scripts and other
    /// values of some variables.
    ///
    /// Whenever it waits, it calls `others`, which gives turns to the script that waits until a
    /// condition holds, and returns false if that script's time is over or it is interrupted. The
    /// result is the response, or nil if one of the request's scripts skips it.
    func runRequest(
        named name: String, variables: JSONObject,
        others: @escaping (_ isDone: () -> Bool) -> Bool
    ) throws(Failure) -> HTTPResponse?

    /// Starts the request of a `pm.sendRequest`, given as a collection writes it, without waiting.
    ///
    /// The completion is called once, from here or from `waitForRequests`, unless the request is
    /// canceled before.
    func startRequest(
        _ definition: JSONValue,
        completion: @escaping (ScriptRequestID, Result<HTTPResponse, Failure>) -> Void
    ) -> ScriptRequestID

    /// Waits until a request that was started has ended, at most for the duration, and calls the
    /// completions of those that have. Without any request it only waits.
    func waitForRequests(atMost duration: Duration)

    /// Cancels requests that were started.
    func cancelRequests(_ ids: Set<ScriptRequestID>)

    /// The cookies of the run's jar that would be sent to the URL.
    func cookies(for url: String) -> [HTTPCookie]

    /// Puts a cookie into the run's jar.
    func setCookie(_ cookie: HTTPCookie)

    /// Removes cookies from the run's jar: those of this name that match the URL, or all that do.
    func removeCookies(for url: String, named name: String?)
}
