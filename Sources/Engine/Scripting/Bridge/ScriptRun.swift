import JSON
import JavaScriptEngine
import RunModel
import Variables

/// One run of a script: what it sees, what it has started, and what it has received.
final class ScriptRun {
    /// A request of the collection that the script wants to run.
    struct Referenced {
        let name: String
        let variables: JSONObject
        let callback: ScriptValue
        /// Keeps the loop from ending before the request has run.
        let operation: EventLoop.OperationID
    }

    let loop = EventLoop()
    var script = ScriptSource(code: "", event: .test, owner: "")
    var scope: ScriptScope?
    /// The limits of the script's turns.
    var limits = EventLoop.Limits()
    /// Whether what the script waits for takes too much memory.
    var isFull = false
    /// The requests of `pm.sendRequest` that are in progress.
    var requests: Set<ScriptRequestID> = []
    /// The requests of the collection that wait for their turn; they run one after the other.
    var referenced: ArraySlice<Referenced> = []
    /// Whether one of them is running.
    var isRunningReferenced = false
    /// Whether the sandbox's JavaScript has something to do or to report at the script's end.
    var mustFinish = false
    /// What went wrong in a turn, outside the reach of the script's own error handling.
    var exception: ScriptException?
    /// The variables that the script set to what JSON does not have.
    var passing: [(scope: VariableScope, key: String)] = []
    /// The data row as it was before the script changed it.
    var unchangedData: VariableScope?
}
