import Platform

/// The paths of files from the folder of their checkout, by which GitHub and GitLab show what
/// reports say about the files.
///
/// A file that is not in a checkout keeps its path.
struct CheckoutPaths: Sendable {
    /// Variables in which the services name the folder.
    private static let variables = ["CI_PROJECT_DIR", "GITHUB_WORKSPACE"]

    private let roots: [String]

    /// Takes the folder from the environment.
    init() {
        roots = Self.variables.compactMap { ProcessEnvironment[$0] }.compactMap(Self.resolved)
    }

    /// The path from the folder that the service names, or else from the one that has `.git`.
    func path(of file: String) -> String {
        guard let full = Self.resolved(file) else { return Self.plain(file) }
        let named = roots.first { full.hasPrefix($0 + "/") }
        guard let root = named ?? Self.repository(of: full) else { return Self.plain(file) }
        return String(full.dropFirst(root.count + 1))
    }

    private static func repository(of file: String) -> String? {
        var folder = FileAccess.parent(of: file)
        while folder.count > 1 {
            if resolved(folder + "/.git") != nil { return folder }
            folder = FileAccess.parent(of: folder)
        }
        return nil
    }

    private static func resolved(_ path: String) -> String? {
        path.isEmpty ? nil : try? FileAccess.resolved(path)
    }

    private static func plain(_ path: String) -> String {
        path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }
}
