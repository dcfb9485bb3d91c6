import JavaScriptEngine
import Testing

struct MemoryTests {
    /// Counts the bodies of native functions that are alive.
    private final class Census {
        var living = 0
    }

    private final class Citizen {
        let census: Census

        init(_ census: Census) {
            self.census = census
            census.living += 1
        }

        deinit { census.living -= 1 }
    }

    @Test func `of 100,000 objects and functions of Swift none is kept`() throws {
        let context = ScriptContext()
        let census = Census()
        let source =
            "var refs = []; (...all) => { for (const one of all) refs.push(new WeakRef(one)) }"
        let track = try context.evaluate(source, sourceURL: "track.js")
        for index in 0..<100_000 {
            let object = context.makeObject([("text", context.makeString("item \(index)"))])
            let citizen = Citizen(census)
            let function = context.makeFunction("f") { arguments in
                withExtendedLifetime(citizen) { arguments[0] }
            }
            try track.call(arguments: [object, function])
        }
        context.garbageCollect()
        let living = try context.evaluate(
            "refs.filter((ref) => ref.deref() !== undefined).length", sourceURL: "count.js")
        // The collector reads the stack conservatively, so a few may look reachable.
        #expect(try living.asDouble < 100)
        #expect(census.living < 100)
    }
}
