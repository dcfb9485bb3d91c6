/// Why a module cannot be required.
enum ModuleError: Error, Hashable {
    /// A script gave a path; scripts reach no files.
    case pathInScript(name: String)
    /// A module's path leads out of its package.
    case leavesPackage(name: String, file: String)
    /// The file is there, but is not a CommonJS module.
    case ecmaScriptModule(file: String)
    /// The file is a library for the processor.
    case nativeAddOn(file: String)
    /// The package does not let this part of it be required.
    case notExported(part: String, package: String)
    /// Another version is there than the one asked for.
    case otherVersion(name: String, wanted: String, found: String?, folder: String)
    /// The `package.json` cannot be read.
    case invalidManifest(file: String, reason: String)
    /// The file cannot be read as text.
    case unreadable(file: String)
    /// The code does not parse.
    case syntax(message: String, file: String, line: Int?)

    var message: String {
        switch self {
        case .pathInScript(let name):
            "Cannot find module '\(name)': scripts require modules by name, not by path; put it "
                + "into a 'node_modules' folder next to the collection, or name its folder by "
                + "--module-path"
        case .leavesPackage(let name, let file):
            "Cannot find module '\(name)', which '\(file)' requires: it lies outside of the package"
        case .ecmaScriptModule(let file):
            "'\(file)' is an ECMAScript module, and only CommonJS modules can be required; use a "
                + "version of the package that has CommonJS, or bundle it "
                + "(esbuild --bundle --format=cjs)"
        case .nativeAddOn(let file):
            "'\(file)' is a native add-on, which cannot run here"
        case .notExported(let part, let package):
            "the package.json of '\(package)' does not export '\(part)'"
        case .otherVersion(let name, let wanted, let found, let folder):
            "'\(name)' \(wanted) is asked for, but '\(folder)' has version \(found ?? "unknown"); "
                + "run 'npm install \(name)@\(wanted)' there, or ask for what is installed"
        case .invalidManifest(let file, let reason):
            "'\(file)' is not valid: \(reason)"
        case .unreadable(let file):
            "'\(file)' cannot be read as UTF-8 text"
        case .syntax(let message, let file, let line):
            "\(message) (\(file)\(line.map { ":\($0)" } ?? ""))"
        }
    }

    var name: String {
        if case .syntax = self { return "SyntaxError" }
        return "Error"
    }
}
