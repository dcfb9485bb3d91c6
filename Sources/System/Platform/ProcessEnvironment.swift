import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The variables of the process.
public enum ProcessEnvironment {
    /// The value of a variable.
    public static subscript(name: String) -> String? {
        getenv(name).map { String(cString: $0) } ?? extra.withLock { $0[name] }
    }

    /// The names of all variables.
    public static var names: [String] {
        guard let variables = SpawnActions.environment else { return [] }
        var names: [String] = []
        var index = 0
        while let variable = variables[index] {
            let name = String(cString: variable).prefix { $0 != "=" }
            names.append(String(name))
            index += 1
        }
        return names
    }

    /// Sets a variable that is not set, for this process and those that it starts.
    public static func setDefault(_ name: String, _ value: String) { setenv(name, value, 0) }

    /// The variables that are kept apart from the system's.
    private static let extra = Mutex<[String: String]>([:])
    /// How many variables the system's list takes, which it looks through for each of them.
    private static let fewVariables = 256

    /// Sets those variables that are not set, for this process and those that it starts.
    public static func setDefaults(_ values: [String: String]) {
        if values.count <= fewVariables {
            for (name, value) in values { setDefault(name, value) }
        } else {
            extra.withLock { $0.merge(values) { known, _ in known } }
        }
    }

    /// A list of variables as C has it.
    typealias Block = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// Calls the body with the variables for a process that is started: the system's and ours.
    static func withBlock<Result>(_ environ: Block?, _ body: (Block?) -> Result) -> Result {
        let extra = extra.withLock(\.self).filter { getenv($0.key) == nil }
        guard let environ, !extra.isEmpty else { return body(environ) }
        var count = 0
        while environ[count] != nil { count += 1 }
        let own = extra.map { strdup("\($0.key)=\($0.value)") }
        defer { for entry in own { free(entry) } }
        var block = (0..<count).map { environ[$0] } + own + [nil]
        return block.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }

    /// The arguments after the program's name.
    public static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

    /// Ends the process, without waiting for anything.
    ///
    /// At a regular end, the C libraries would free what they have. That takes half a millisecond,
    /// and other threads may still use it: those of the JavaScript engine, and that of a run whose
    /// end has been taken but which still releases its context.
    public static func exit(_ code: Int32) -> Never { _exit(code) }
}
