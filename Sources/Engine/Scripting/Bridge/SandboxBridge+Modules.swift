import Diagnostics
import JavaScriptEngine

// What scripts can require.
extension SandboxBridge {
    func addModules(to functions: inout Functions) {
        functions.add("library") { _, arguments in
            try Self.evaluate(
                arguments, embeddedLibrary(named: arguments.string(at: 0)), kind: "library")
        }
        functions.add("libraryNames") { _, arguments in
            arguments.reply(Self.join(embeddedLibraryNames))
        }
        functions.add("nearest") { _, arguments in
            let known = try arguments.string(at: 1).split(separator: "\0").map(String.init)
            let name = try arguments.string(at: 0)
            return arguments.reply(Spelling.nearest(to: name, among: known))
        }
    }

    /// Evaluates a text of our own to the function that it is.
    static func evaluate(
        _ arguments: borrowing ScriptArguments, _ source: StaticString?, kind: String
    ) throws -> ScriptValue {
        guard let source else { return arguments.context.undefined }
        return try arguments.context.evaluate(
            embedded: source, sourceURL: "\(kind):" + arguments.string(at: 0))
    }

    func addUserModules(to functions: inout Functions) {
        functions.add("resolveModule") { bridge, arguments in
            let from = arguments.isNothing(at: 1) ? nil : try arguments.string(at: 1)
            let name = try arguments.string(at: 0)
            let resolution = try Self.translating { () throws(ModuleError) in
                try bridge.modules.resolve(name, from: from)
            }
            switch resolution {
            case .file(let path): return arguments.reply(path)
            case .missing(let folders):
                let places = folders.map { "'\($0)'" }.joined(separator: ", ")
                let text =
                    folders.isEmpty
                    ? "; no place for modules of one's own is known, name one by --module-path"
                    : "; it is not in \(places)"
                return arguments.reply(Self.join(["", text]))
            }
        }
        functions.add("libraryVersion") { _, arguments in
            let version = embeddedLibraryVersions[try arguments.string(at: 0)]
            return arguments.reply(version)
        }
        functions.add("resolvePackage") { bridge, arguments in
            let name = try arguments.string(at: 0)
            let version = try arguments.string(at: 1)
            let path = try Self.translating { () throws(ModuleError) in
                try bridge.modules.resolve(package: name, version: version)
            }
            return arguments.reply(path)
        }
        functions.add("moduleText") { bridge, arguments in
            arguments.reply(try bridge.moduleText(arguments.string(at: 0)))
        }
        functions.add("sugarMembers") { bridge, arguments in
            let code = try bridge.moduleText(arguments.string(at: 0))
            let members = SugarMembers.named(inModule: code)
            return arguments.reply(Self.join(members))
        }
        functions.add("compileModule") { _, arguments in
            try Self.compile(
                try arguments.string(at: 1), path: try arguments.string(at: 0),
                in: arguments.context)
        }
    }

    private func moduleText(_ path: String) throws(ScriptException) -> String {
        try Self.translating { () throws(ModuleError) in try modules.text(of: path) }
    }

    /// Turns the reason why a module cannot be required into what a script catches.
    private static func translating<Result>(
        _ body: () throws(ModuleError) -> Result
    ) throws(ScriptException) -> Result {
        do throws(ModuleError) {
            return try body()
        } catch {
            throw ScriptException(name: error.name, message: error.message)
        }
    }

    /// The function that a module's code is in.
    private static func compile(
        _ source: String, path: String, in context: ScriptContext
    ) throws(ScriptException) -> ScriptValue {
        do throws(ScriptException) {
            return try context.evaluate(source, sourceURL: path)
        } catch {
            if error.termination != nil { throw error }
            let reason = ModuleError.syntax(message: error.message, file: path, line: error.line)
            throw ScriptException(name: reason.name, message: reason.message)
        }
    }
}
