// embed-scripts ESBUILD MANIFEST OUTPUT
//
// A tool of the build: bundles the scripts that a manifest names and writes one Swift file with
// them. A statement of the manifest is one of
//
//     constant NAME FILE                     a script or a style sheet, as the constant NAME
//     library  NAME FILE [package=PACKAGE] [with=PACKAGE,...]
//                                            a library that scripts may `require` by NAME
//     module   NAME FILE [package=PACKAGE]   a module of a library, which loads it later
//     loader   loader FILE                   the script that loads the parts
//     part     NAME FILE...                  files that are evaluated together
//     names    LIST NAME...                  numbers from 0 by name, for Swift and JavaScript
//     external NAME...                       what libraries `require` at run time, and may lack
//
// and continues on the lines below it that are indented. FILE is relative to the manifest. PACKAGE
// is the Debian package that the library comes from; a library without one is our own. `with` names
// the packages of other libraries that are bundled with it; make reads that. Libraries `require`
// one another at run time. A line `// include PATH` in FILE stands for a script of a
// library that is no module and shares its variables with FILE. `// include PATH without MODULE...`
// leaves out modules that the script contains by these names; `// include PATH only MODULE` is one
// of them.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
    print("usage: embed-scripts ESBUILD MANIFEST OUTPUT")
    exit(2)
}
let file = URL(filePath: arguments[2]).standardizedFileURL
do {
    let manifest = try Manifest(contentsOf: file)
    let bundler = Bundler(
        program: arguments[1], manifest: manifest, graph: try PartGraph(manifest),
        folder: file.deletingLastPathComponent())
    let scripts = try manifest.entries.map { (entry: $0, text: try bundler.script(of: $0)) }
    try SwiftWriter(scripts: scripts, nameLists: manifest.nameLists).text
        .write(toFile: arguments[3], atomically: true, encoding: .utf8)
} catch let failure as Failure {
    print("\(arguments[2]):\(failure.line): error: \(failure.message)")
    exit(1)
} catch {
    print("\(arguments[2]): error: \(error)")
    exit(1)
}
