import CollectionModel
import Diagnostics

/// The environment of a run: layers of files, of which a later one wins.
struct RunEnvironment {
    /// Its place among the environments of the command.
    let number: Int
    /// The files below the last one.
    let base: [VariableSet]
    /// The last file, which an export continues.
    let last: VariableSet
    /// The files as the command line names them.
    let paths: [String]
    /// Its name in reports, if each environment has runs of its own.
    var label: String?
    /// The secrets that `--secrets-from` has for it.
    var secrets: [SecretsSource.Secret] = []
    /// The doubts about its files.
    var warnings: [Diagnostic]

    init(number: Int, layers: [VariableSet], paths: [String]) {
        self.number = number
        self.paths = paths
        base = Array(layers.dropLast())
        var last = layers.last ?? VariableSet()
        if last.name == "" { last.name = nil }
        self.last = last
        warnings = layers.flatMap(\.warnings)
    }

    /// The name: that of the last file that has one.
    var name: String? { last.name ?? base.last { $0.name != nil }?.name }

    /// The name in reports.
    var shownName: String? { label ?? name }

    /// The variables of all layers.
    var variableNames: [String] { (base + [last]).flatMap { $0.variables.map(\.key) } }

    /// The last file, as messages and reports name it.
    var shownPath: String { ShownWord.of(paths.last ?? "") }

    /// The name of the last file without its ending.
    var fileName: String {
        let name = CollectionPath.lastComponent(shownPath)
        for ending in [".postman_environment.json", ".environment.yaml", ".environment.yml"]
        where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}
