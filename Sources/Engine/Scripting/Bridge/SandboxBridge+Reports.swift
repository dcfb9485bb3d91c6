import Diagnostics
import JavaScriptEngine
import RunModel

// What scripts report.
extension SandboxBridge {
    func addReports(to functions: inout Functions) {
        functions.add("console") { bridge, arguments in
            let level = ConsoleRecord.Level(rawValue: try arguments.string(at: 0)) ?? .log
            var texts: [String] = []
            for index in 1..<max(1, arguments.count) {
                texts.append(try arguments.string(at: index))
            }
            bridge.host?.console(ConsoleRecord(level: level, arguments: texts))
            return arguments.context.undefined
        }
        functions.add("mask") { bridge, arguments in
            let text = try arguments.string(at: 0)
            return arguments.reply(bridge.host?.masked(text) ?? text)
        }
        functions.add("assertion") { bridge, arguments in
            bridge.host?.assertion(try bridge.assertion(arguments))
            return arguments.context.undefined
        }
        functions.add("deprecation") { bridge, arguments in
            let message = try arguments.string(at: 1)
            bridge.host?.note(Diagnostic(.note, message))
            return arguments.context.undefined
        }
    }

    /// Adds what several parts call, and the core does not.
    func addWarnings(to functions: inout Functions) {
        functions.add("warn") { bridge, arguments in
            bridge.host?.note(Diagnostic(.warning, try arguments.string(at: 0)))
            return arguments.context.undefined
        }
    }

    /// Reads name, index, whether the test is skipped, and the failure, if there is one.
    private func assertion(
        _ arguments: borrowing ScriptArguments
    ) throws(ScriptException) -> AssertionRecord {
        return AssertionRecord(
            name: try arguments.string(at: 0),
            index: Int(exactly: try arguments.double(at: 1)) ?? 0, event: script.event,
            isSkipped: arguments.bool(at: 2), failure: try Failure(description: arguments[3]))
    }
}
