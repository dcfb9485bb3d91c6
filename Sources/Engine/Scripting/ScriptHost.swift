public import Diagnostics
public import HTTPModel
public import JSON
public import RunModel

/// Who a script's reports and requests go to: the run.
public protocol ScriptHost: AnyObject {
    /// Takes a line of the script's console.
    func console(_ record: ConsoleRecord)

    /// Takes the verdict of a test.
    func assertion(_ record: AssertionRecord)

    /// Takes something that the user should know: the use of a deprecated global, for one.
    func note(_ diagnostic: Diagnostic)

    /// Takes the record of a script that nothing can end; called on another thread, while the thread of
    /// the run is lost. It should bring the process to an end.
    func lost(_ record: ScriptRecord)

    /// A template for `pm.visualizer`, or its data, as it may be shown; nil where no report shows it, and
    /// nothing is to be rendered.
    func showable(_ text: String) -> String?

    /// Takes what `pm.visualizer` is to show; nil takes it back.
    func visualize(_ record: VisualizationRecord?)

    /// Runs another request of the collection, found by its id or name, with its scripts and other values
    /// of some variables; answers nil where one of its scripts skips it.
    func runRequest(named name: String, variables: JSONObject) throws(Failure) -> HTTPResponse?

    /// Sends the request of a `pm.sendRequest`, given as a collection writes it, and waits for the answer.
    func sendRequest(_ definition: JSONValue) throws(Failure) -> HTTPResponse

    /// The cookies of the run's jar that would be sent to the URL.
    func cookies(for url: String) -> [HTTPCookie]

    /// Puts a cookie into the run's jar.
    func setCookie(_ cookie: HTTPCookie)

    /// Takes cookies out of the run's jar: those of this name that match the URL, or all that match it.
    func removeCookies(for url: String, named name: String?)
}
