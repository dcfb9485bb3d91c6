import Foundation

/// Turns the entries of a manifest into scripts, by esbuild.
struct Bundler {
    let program: String
    let manifest: Manifest
    let graph: PartGraph
    /// The folder that holds the manifest.
    let folder: URL

    /// The folders that libraries are found in.
    static let places = (ProcessInfo.processInfo.environment["NODE_PATH"] ?? "")
        .split(separator: ":").map { URL(filePath: String($0)) }

    /// The text to embed for an entry.
    func script(of entry: Entry) throws -> String {
        switch entry.kind {
        case .constant: return try bundle(entry, text: source(of: entry), format: "iife")
        case .library, .module:
            let others = manifest.libraries.map(\.name).filter { $0 != entry.name }
            let script = try bundle(
                entry, text: source(of: entry), format: "iife",
                ["--global-name=exports", "--define:global=globalThis"]
                    + (others + manifest.externals).map { "--external:\($0)" })
            return "((require,process)=>{\(script)return exports})"
        case .loader:
            return "((host)=>{\(try part(entry))})"
        case .part: return "((require,__provide)=>{\(try part(entry))})"
        }
    }

    // MARK: - Parts

    /// A part's bundle, in which an import from another part is a call of `require` with its name.
    private func part(_ entry: Entry) throws -> String {
        let foreign = graph.foreignFiles(of: entry)
        var script = try bundle(
            entry, text: partSource(entry), format: "cjs",
            ["--define:global=globalThis"]
                + sharedNames + foreign.map { "--external:\($0.file.path)" }
                + manifest.externals.map { "--external:\($0)" })
        for (file, part) in foreign {
            let path = relativePath(file)
            script = script.replacing("require(\"\(path)\")", with: "require(\"\(part)\")")
        }
        try checkNames(in: script)
        return script
    }

    /// The definitions by which the bundler replaces shared names by their numbers.
    private var sharedNames: [String] {
        manifest.nameLists.flatMap { list in
            list.members.enumerated().map { "--define:\(list.name).\($1)=\($0)" }
        }
    }

    /// Fails if a script uses a name that its list does not have: the bundler has left it as it
    /// was.
    private func checkNames(in script: String) throws {
        for list in manifest.nameLists {
            guard let use = script.firstRange(of: "\(list.name).") else { continue }
            let name = script[use.upperBound...].prefix { $0.isLetter || $0.isNumber }
            throw Failure(line: list.line, message: "'\(list.name)' has no name '\(name)'")
        }
    }

    /// A module that hands out what the part's files export; the loader hands out its exports
    /// itself.
    private func partSource(_ entry: Entry) throws -> String {
        if entry.kind == .loader { return "import \"\(relativePath(entry.files[0]))\";" }
        var lines: [String] = []
        var names: [String] = []
        for (file, exports) in try graph.exports(of: entry) {
            lines.append(
                "import { \(exports.joined(separator: ", ")) } from \"\(relativePath(file))\";")
            names += exports
        }
        // Not by the bundler's own means, which rely on prototypes that a script may have changed.
        lines.append("__provide({ __proto__: null, \(names.joined(separator: ", ")) });")
        return lines.joined(separator: "\n")
    }

    private func relativePath(_ file: URL) -> String {
        let prefix = folder.standardizedFileURL.path + "/"
        return file.path.hasPrefix(prefix) ? "./" + file.path.dropFirst(prefix.count) : file.path
    }

    // MARK: - The bundler

    /// The text of an entry's file with what it includes.
    private func source(of entry: Entry) throws -> String {
        let text = try String(contentsOf: entry.files[0], encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 2, words[..<2] == ["//", "include"] else { return String(line) }
            return try included(words[2], Array(words[3...]), in: entry)
        }.joined(separator: "\n")
    }

    /// A script of a library: all of it, without some modules, or a module only.
    private func included(_ path: String, _ choice: [String], in entry: Entry) throws -> String {
        let texts = Self.places.lazy.compactMap {
            try? String(contentsOf: $0.appending(path: path), encoding: .utf8)
        }
        guard let text = texts.first else { throw failure(entry, "'\(path)' is not found") }
        guard let mode = choice.first else { return text }
        var bundle = ModuleBundle(text: text)
        let modules = try choice.dropFirst().map { name in
            guard let module = bundle.take(name) else {
                throw failure(entry, "'\(path)' has no module '\(name)'")
            }
            return module
        }
        return mode == "without" ? bundle.text : modules.joined(separator: "\n")
    }

    private func failure(_ entry: Entry, _ message: String) -> Failure {
        let advice =
            entry.package.map { "; if it is not installed: apt-get install \($0)" } ?? ""
        return Failure(
            line: entry.line, message: "cannot bundle '\(entry.name)': \(message)\(advice)")
    }

    private func bundle(
        _ entry: Entry, text: String, format: String, _ more: [String] = []
    ) throws -> String {
        // A part's text is a module next to the manifest, that of any other entry is its file.
        let isPart = entry.kind == .part || entry.kind == .loader
        let file = isPart ? folder.appending(path: entry.name) : entry.files[0]
        var arguments = [
            "--bundle", "--sourcefile=\(file.path)", "--format=\(format)", "--platform=browser",
            "--main-fields=browser,main,module", "--charset=ascii", "--log-level=error",
            "--color=false", "--minify-whitespace", "--minify-syntax",
            // Licences are installed next to the program; the engine would read them each time.
            "--legal-comments=none",
        ]
        if file.pathExtension == "css" { arguments.append("--loader=css") }
        // Our own scripts keep their names, which show in error stacks and in printed values.
        if entry.package != nil { arguments.append("--minify-identifiers") }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments + more
        // Imports of the text on standard input are resolved from here, and named from here.
        process.currentDirectoryURL = file.deletingLastPathComponent()
        guard let script = try process.output(for: text) else {
            throw failure(entry, "see the message of esbuild above")
        }
        return script
    }
}

extension Process {
    /// Runs the program and returns what it writes; nil if it fails.
    ///
    /// The program must read all of its input before it writes.
    func output(for text: String) throws -> String? {
        let input = Pipe()
        let output = Pipe()
        standardInput = input
        standardOutput = output
        try run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        waitUntilExit()
        return terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }
}
