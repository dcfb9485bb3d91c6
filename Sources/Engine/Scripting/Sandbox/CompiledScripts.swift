import JavaScriptEngine

/// The compiled scripts of a run by their texts, up to a limit: then the oldest one goes.
///
/// The engine takes some kilobytes for each.
struct CompiledScripts {
    private let limit: Int
    private var bodies: [String: SandboxRuntime.Body] = [:]
    /// The texts in the order in which they were compiled, as a ring.
    private var texts: [String] = []
    /// The place of the oldest text, once the ring is full.
    private var oldest = 0

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    /// The compiled form of a text, if it is kept.
    subscript(text: String) -> SandboxRuntime.Body? { bodies[text] }

    /// The function of the script with this number, if it is kept.
    func function(number: Int) -> ScriptValue? {
        bodies.values.first { $0.number == number }?.function
    }

    /// Keeps the compiled form of a text that has none.
    mutating func keep(_ body: SandboxRuntime.Body, of text: String) {
        bodies[text] = body
        if texts.count < limit { return texts.append(text) }
        bodies[texts[oldest]] = nil
        texts[oldest] = text
        oldest = (oldest + 1) % limit
    }
}
