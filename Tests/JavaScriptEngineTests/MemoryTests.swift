import JavaScriptEngine
import Testing

#if os(Linux)
    import Glibc

    /// What the process holds in memory, in kilobytes.
    private func residentKilobytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
    }

    struct MemoryTests {
        @Test func `memory stays flat over 400,000 objects, strings and functions`() throws {
            let context = ScriptContext()
            let consume = try context.evaluate("(o, f) => f(o.text.length)", sourceURL: "x.js")
            func work() throws {
                for index in 0..<100_000 {
                    let object = context.makeObject([("text", context.makeString("item \(index)"))])
                    let function = context.makeFunction("f") { $0[0] }
                    _ = try consume.call(arguments: [object, function])
                }
                context.garbageCollect()
            }
            try work()
            let before = residentKilobytes()
            for _ in 0..<3 { try work() }
            #expect(residentKilobytes() - before < 20_000)
        }
    }
#endif
