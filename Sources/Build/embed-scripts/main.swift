// embed-scripts ESBUILD MANIFEST OUTPUT
//
// A tool of the build: bundles the scripts that a manifest names and writes one Swift file with
// them. A line of the manifest is
//
//     constant NAME FILE             the script, for its effects, or style sheet, as the constant NAME
//     library  NAME FILE [PACKAGE]   a function of `require` and `process`: what the library exports
//     external NAME...               what only the sandbox has: libraries `require` it at run time
//
// A line `// include PATH` in FILE stands for a script of a library that is no module and shares
// its variables with FILE.
//
// FILE is relative to the manifest and PACKAGE is the Debian package that brings the library; a
// library without one is our own. Libraries `require` one another at run time.

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

struct Manifest {
    var entries: [Entry] = []
    var externals: [String] = []

    var libraries: [Entry] { entries.filter { $0.kind == .library } }
}

func readManifest(_ file: URL) throws -> Manifest {
    let text = try String(contentsOf: file, encoding: .utf8)
    var manifest = Manifest()
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
        let fields = line.split(separator: " ").map(String.init)
        if fields.isEmpty || line.hasPrefix("#") { continue }
        if fields[0] == "external" {
            manifest.externals += fields.dropFirst()
            continue
        }
        guard (3...4).contains(fields.count), let kind = Entry.Kind(rawValue: fields[0]) else {
            throw Failure(
                line: index + 1, message: "expected 'constant|library NAME FILE [PACKAGE]'")
        }
        let script = file.deletingLastPathComponent().appending(path: fields[2])
        manifest.entries.append(
            Entry(
                kind: kind, name: fields[1], file: script,
                package: fields.count > 3 ? fields[3] : nil,
                line: index + 1))
    }
    return manifest
}

/// Where libraries are looked for.
let places = (ProcessInfo.processInfo.environment["NODE_PATH"] ?? "").split(separator: ":")
    .map { URL(filePath: String($0)) }

/// The text of an entry with what it includes.
func source(of entry: Entry) throws -> String {
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
func bundle(_ entry: Entry, of manifest: Manifest, with bundler: String) throws -> String {
    var arguments = [
        "--bundle", "--sourcefile=\(entry.file.path)",
        "--format=iife", "--platform=browser", "--main-fields=browser,main,module",
        "--charset=ascii", "--log-level=error", "--color=false", "--minify-whitespace",
        "--minify-syntax",
    ]
    if entry.file.pathExtension == "css" { arguments.append("--loader=css") }
    if entry.kind == .library {
        arguments += ["--global-name=exports", "--define:global=globalThis"]
        let others = manifest.libraries.map(\.name).filter { $0 != entry.name }
        arguments += (others + manifest.externals).map { "--external:\($0)" }
    }
    if entry.package != nil {
        // The names in our own scripts are left as they are: they show in error stacks and in
        // printed values.
        arguments.append("--minify-identifiers")
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
    return entry.kind == .constant ? script : "((require,process)=>{\(script)return exports})"
}

/// What a command writes, or nil where it cannot be run or fails.
func output(of program: String, _ arguments: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
}

/// The version of a library: its own `package.json` says it, or else its Debian package.
func version(of entry: Entry) -> String? {
    for place in places {
        let manifest = place.appending(path: entry.name).appending(path: "package.json")
        let json = (try? Data(contentsOf: manifest)).flatMap {
            try? JSONSerialization.jsonObject(with: $0) as? [String: Any]
        }
        if let version = json?["version"] as? String { return version }
    }
    guard let package = entry.package,
        let version = output(of: "/usr/bin/dpkg-query", ["-W", "-f=${Version}", package])
    else { return nil }
    // What Debian adds follows one of these marks.
    return version.split { "+~-".contains($0) }.first.map(String.init)
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
        lines.append("let embeddedLibraryVersions: [String: String] = [")
        for library in libraries where library.entry.package != nil {
            if let version = version(of: library.entry) {
                lines.append("    \(literal(library.entry.name)): \(literal(version)),")
            }
        }
        lines += [libraries.contains { $0.entry.package != nil } ? "]" : ":]", ""]
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
    let manifest = try readManifest(URL(filePath: arguments[2]))
    let scripts = try manifest.entries.map { entry in
        (entry: entry, text: try bundle(entry, of: manifest, with: arguments[1]))
    }
    try generate(scripts).write(toFile: arguments[3], atomically: true, encoding: .utf8)
} catch let failure as Failure {
    print("\(arguments[2]):\(failure.line): error: \(failure.message)")
    exit(1)
} catch {
    print("\(arguments[2]): error: \(error)")
    exit(1)
}
