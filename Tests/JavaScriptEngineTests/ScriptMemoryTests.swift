import JavaScriptEngine
import Testing

/// What scripts may hold, and what is only garbage.
@Suite(.serialized)
struct ScriptMemoryTests {
    private static let limit = 100 << 20

    private func run(_ script: String) throws -> ScriptTermination? {
        let context = ScriptContext()
        do throws(ScriptException) {
            try context.withTimeLimit(nil, memory: Self.limit) { () throws(ScriptException) in
                _ = try context.evaluate(script, sourceURL: "a")
            }
            return nil
        } catch {
            return error.termination
        }
    }

    @Test(arguments: [
        "for (let i = 0; i < 200; i++) new Uint8Array(2e7).fill(1);",
        """
        const kept = new Uint8Array(6e7).fill(1);
        for (let i = 0; i < 100; i++) new Uint8Array(1e7).fill(1);
        """,
        """
        const text = '[' + '{},'.repeat(2e5) + '1]';
        for (let i = 0; i < 30; i++) JSON.parse(text);
        """,
    ])
    func `Garbage is not counted`(script: String) throws {
        #expect(try run(script) == nil)
    }

    @Test(arguments: [
        "const kept = []; for (;;) kept.push(new Uint8Array(1e6).fill(1));",
        "const kept = []; for (;;) kept.push({ n: kept.length });",
        "let text = 'x'; for (;;) { text += text + 1; text.charCodeAt(0); }",
    ])
    func `What a script keeps is counted`(script: String) throws {
        #expect(try run(script) == .memory)
    }
}
