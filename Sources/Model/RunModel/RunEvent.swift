public import Diagnostics

/// Everything that happens in a run, in order.
///
/// Reports are made from these events alone.
///
/// Several runs may follow one another, each from its `runStarted` to its `runFinished`.
///
/// The order for one item: `itemStarted`; pre-request scripts (their console lines, assertions and
/// requests, then `script` at the end of each); `request` of the item; test scripts in the same
/// form; `itemFinished`. An `attempt` may come anywhere before the last of these. All texts have
/// passed the redactor.
///
/// Many steps and listeners take each event. It is indirect, so that they pass on one reference
/// and copy none of its values.
public indirect enum RunEvent: Sendable {
    /// The run begins.
    case runStarted(RunStart)
    /// An iteration begins.
    case iterationStarted(IterationStart)
    /// An item begins.
    case itemStarted(ItemReference)
    /// A script wrote to its console.
    case console(ConsoleRecord, ItemReference)
    /// A request was sent, or could not be sent.
    case request(RequestRecord, ItemReference)
    /// An attempt of the item failed and is repeated. Its requests have no events of their own, and
    /// nothing in it counts as failed.
    case attempt(AttemptRecord, ItemReference)
    /// A `pm.test` has its result.
    case assertion(AssertionRecord, ItemReference)
    /// A script ended.
    case script(ScriptRecord, ItemReference)
    /// The item's request was skipped, or its scripts were cut.
    case itemSkipped(ItemReference, because: SkipReason = .script)
    /// A test script chose the next request; nil ends the iteration.
    case nextRequest(String?, ItemReference)
    /// A script set what `pm.visualizer` shows of the item; nil removes it.
    case visualization(VisualizationRecord?, ItemReference)
    /// An item ended.
    case itemFinished(ItemReference)
    /// An iteration ended; the number counts from 0.
    case iterationFinished(Int)
    /// Something that the user should know. It is about the item between whose start and end it
    /// stands, or about the run. The summary repeats it.
    case warning(Diagnostic)
    /// A warning that `--strict` turned into a failure; without an item it is about the run.
    case strictFailure(Failure, ItemReference?)
    /// The run is over.
    case runFinished(RunEnd)
}
