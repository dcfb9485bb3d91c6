import JSON

/// The members of a `package.json` that decide how a package is required.
struct PackageManifest {
    let version: String?
    let main: String?
    let exports: JSONValue?
    /// Whether files named `.js` are ECMAScript modules.
    let isModule: Bool
    /// Whether there is an entry for `import`.
    let hasModuleEntry: Bool

    init(_ text: String, file: String) throws(ModuleError) {
        let json: JSONValue
        do throws(JSONSyntaxError) {
            json = try JSONParser.parse(text)
        } catch {
            throw .invalidManifest(file: file, reason: "\(error)")
        }
        version = json["version"]?.string
        main = json["main"]?.string
        let exports = json["exports"]
        self.exports = exports?.isNull == true ? nil : exports
        isModule = json["type"]?.string == "module"
        hasModuleEntry = json["module"] != nil
    }
}

/// A module's name in its parts: `@scope/package/part`.
struct PackageName {
    let package: String
    /// The file of the package that is asked for; nil for the package itself.
    let part: String?

    /// Nil for what names no package.
    init?(_ name: String) {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let count = name.hasPrefix("@") ? 2 : 1
        guard segments.count >= count,
            !segments.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." || $0.contains("\0") }
            )
        else { return nil }
        package = segments.prefix(count).joined(separator: "/")
        part = segments.count > count ? segments.dropFirst(count).joined(separator: "/") : nil
    }
}

/// Versions as `name@version` asks for them: `4.17.21`, or only its first numbers.
enum PackageVersion {
    static func matches(_ version: String?, _ wanted: String) -> Bool {
        guard let version else { return false }
        return version == wanted || version.hasPrefix(wanted + ".")
    }
}

/// The `exports` of a package, for callers of `require`.
struct ExportMap {
    private static let conditions: Set<String> = ["node", "require", "default"]

    private let exports: JSONValue
    private let package: String

    init(_ exports: JSONValue, package: String) {
        self.exports = exports
        self.package = package
    }

    /// The file of a part of the package, relative to its folder.
    func target(of part: String?) throws(ModuleError) -> String {
        let key = part.map { "./" + $0 } ?? "."
        guard let entry = entry(for: key) else { throw .notExported(part: key, package: package) }
        if let target = Self.choose(entry.target, Self.conditions), target.hasPrefix("./") {
            return Self.replace(target, entry.match)
        }
        if Self.choose(entry.target, ["node", "import", "default"]) != nil {
            throw .ecmaScriptModule(file: package)
        }
        throw .notExported(part: key, package: package)
    }

    private func entry(for key: String) -> (target: JSONValue, match: String?)? {
        guard let members = exports.object?.members, members.first?.key.hasPrefix(".") == true
        else { return key == "." ? (exports, nil) : nil }
        if let exact = exports[key] { return (exact, nil) }
        // The longest pattern wins.
        let patterns = members.filter { $0.key.contains("*") }
            .sorted { $0.key.utf8.count > $1.key.utf8.count }
        for pattern in patterns {
            let halves = pattern.key.split(
                separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
            guard key.hasPrefix(halves[0]), key.hasSuffix(halves[1]),
                key.utf8.count > halves[0].utf8.count + halves[1].utf8.count
            else { continue }
            return (
                pattern.value,
                String(key.dropFirst(halves[0].count).dropLast(halves[1].count))
            )
        }
        return nil
    }

    /// The first target whose conditions hold.
    private static func choose(_ target: JSONValue, _ conditions: Set<String>) -> String? {
        if let text = target.string { return text }
        if let list = target.array { return list.lazy.compactMap { choose($0, conditions) }.first }
        for member in target.object?.members ?? [] where conditions.contains(member.key) {
            if let chosen = choose(member.value, conditions) { return chosen }
        }
        return nil
    }

    private static func replace(_ target: String, _ match: String?) -> String {
        guard let match else { return target }
        return target.split(separator: "*", omittingEmptySubsequences: false).joined(
            separator: match)
    }
}
