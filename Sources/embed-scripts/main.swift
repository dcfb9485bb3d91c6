// embed-scripts ESBUILD MANIFEST OUTPUT
//
// A tool of the build: bundles the scripts that a manifest names and writes one Swift file with
// them. A line of the manifest is
//
//     constant NAME FILE             the script, for its effects, as the constant NAME
//     library  NAME FILE [PACKAGE]   an expression whose value the library exports
//
// A line `// include PATH` in FILE stands for a script of a library that is no module and shares
// its variables with FILE.
//
// FILE is relative to the manifest and PACKAGE is the Debian package that brings the library.
// Libraries may `require` at run time what only the sandbox has (timers, Node's string decoder).

import Foundation

struct Entry {
    enum Kind: String { case constant, library }

    let kind: Kind
    let name: String
    let file: URL
    let package: String?
    let line: Int
}

struct Failure: Error {
    let line: Int
    let message: String
}

func readManifest(_ manifest: URL) throws -> [Entry] {
    let text = try String(contentsOf: manifest, encoding: .utf8)
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
        let fields = line.split(separator: " ").map(String.init)
        if fields.isEmpty || line.hasPrefix("#") { continue }
        guard (3...4).contains(fields.count), let kind = Entry.Kind(rawValue: fields[0]) else {
            throw Failure(
                line: index + 1, message: "expected 'constant|library NAME FILE [PACKAGE]'")
        }
        let file = manifest.deletingLastPathComponent().appending(path: fields[2])
        entries.append(
            Entry(
                kind: kind, name: fields[1], file: file,
                package: fields.count > 3 ? fields[3] : nil,
                line: index + 1))
    }
    return entries
}

/// The text of an entry with what it includes.
func source(of entry: Entry) throws -> String {
    let path = ProcessInfo.processInfo.environment["NODE_PATH"] ?? ""
    let places = path.split(separator: ":").map { URL(filePath: String($0)) }
    let lines = try String(contentsOf: entry.file, encoding: .utf8).split(separator: "\n")
    return try lines.map { line in
        guard line.hasPrefix("// include ") else { return String(line) }
        let name = String(line.dropFirst("// include ".count))
        let texts = places.lazy.compactMap {
            try? String(contentsOf: $0.appending(path: name), encoding: .utf8)
        }
        guard let text = texts.first else { throw failure(entry, "'\(name)' is not found") }
        return text
    }.joined(separator: "\n")
}

func failure(_ entry: Entry, _ message: String) -> Failure {
    let advice = entry.package.map { "; if it is not installed: apt-get install \($0)" } ?? ""
    return Failure(
        line: entry.line, message: "'\(entry.name)' cannot be bundled: \(message)\(advice)")
}

/// What the bundler writes for an entry.
func bundle(_ entry: Entry, with bundler: String) throws -> String {
    var arguments = [
        "--bundle", "--sourcefile=\(entry.file.path)",
        "--format=iife", "--platform=neutral", "--main-fields=main,module",
        "--charset=ascii", "--log-level=error", "--color=false", "--minify-whitespace",
        "--minify-syntax",
    ]
    if entry.kind == .library {
        // The names in our own script are left as they are: they show in error stacks and in
        // printed values.
        arguments += [
            "--minify-identifiers", "--global-name=exports", "--define:global=globalThis",
            "--external:timers",
            "--external:string_decoder",
        ]
    }
    let process = Process()
    process.executableURL = URL(filePath: bundler)
    process.arguments = arguments
    // What comes on standard input is resolved from here.
    process.currentDirectoryURL = entry.file.deletingLastPathComponent()
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // The bundler reads all of it before it writes.
    input.fileHandleForWriting.write(Data(try source(of: entry).utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw failure(entry, "see the message of esbuild above")
    }
    let script = String(decoding: data, as: UTF8.self)
    return entry.kind == .constant ? script : "(()=>{\(script)return exports})()"
}

/// A Swift string literal; bundles hold control characters, which a literal refuses.
func literal(_ text: String) -> String {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): result += Array("\\n".utf8)
        case 0..<32, 127: result += Array("\\u{\(String(byte, radix: 16))}".utf8)
        default: result.append(byte)
        }
    }
    return String(decoding: result + [UInt8(ascii: "\"")], as: UTF8.self)
}

func generate(_ scripts: [(entry: Entry, text: String)]) -> String {
    var lines = ["// Generated by embed-scripts.", ""]
    for script in scripts where script.entry.kind == .constant {
        lines.append("let \(script.entry.name): String = \(literal(script.text))")
    }
    let libraries = scripts.filter { $0.entry.kind == .library }
    if !libraries.isEmpty {
        let names = libraries.map { literal($0.entry.name) }.joined(separator: ", ")
        lines += ["let embeddedLibraryNames = [\(names)]", ""]
        lines += ["func embeddedLibrary(named name: String) -> String? {", "    switch name {"]
        for script in libraries {
            lines.append("    case \(literal(script.entry.name)): \(literal(script.text))")
        }
        lines += ["    default: nil", "    }", "}"]
    }
    return lines.joined(separator: "\n") + "\n"
}

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    print("usage: embed-scripts ESBUILD MANIFEST OUTPUT")
    exit(2)
}
do {
    let entries = try readManifest(URL(filePath: arguments[2]))
    let scripts = try entries.map { (entry: $0, text: try bundle($0, with: arguments[1])) }
    try generate(scripts).write(toFile: arguments[3], atomically: true, encoding: .utf8)
} catch let failure as Failure {
    print("\(arguments[2]):\(failure.line): error: \(failure.message)")
    exit(1)
} catch {
    print("\(arguments[2]): error: \(error)")
    exit(1)
}
