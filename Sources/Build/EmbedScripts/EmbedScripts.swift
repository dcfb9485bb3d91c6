import Foundation
import PackagePlugin

/// Bundles the JavaScript that a target's manifest names and compiles it into the target as string
/// literals.
///
/// The manifest is `embedded-scripts.txt` in the target's folder; `embed-scripts` describes its
/// format. Nothing runs while the manifest, the target's JavaScript and the bundler are unchanged.
@main
struct EmbedScripts: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let folder = target.sourceModule?.directoryURL else { return [] }
        let manifest = folder.appending(path: "embedded-scripts.txt")
        guard let bundler = bundler() else {
            Diagnostics.error(
                """
                'esbuild' is not on the PATH, and \(target.name) embeds JavaScript; on Debian: \
                apt-get install \((["esbuild"] + packages(in: manifest)).joined(separator: " "))
                """)
            return []
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedScripts.swift")
        return [
            .buildCommand(
                displayName: "Embedding the scripts of \(target.name)",
                executable: try context.tool(named: "embed-scripts").url,
                arguments: [bundler.path, manifest.path, output.path],
                environment: ["NODE_PATH": modulePath(context.package.directoryURL)],
                inputFiles: [manifest, bundler] + scripts(in: folder),
                outputFiles: [output])
        ]
    }

    /// The folders with libraries: the caller's, then that of the Debian packages which make has
    /// unpacked, then those of installed packages.
    private func modulePath(_ package: URL) -> String {
        let own = ProcessInfo.processInfo.environment["NODE_PATH"].map { [$0] } ?? []
        let unpacked = package.appending(path: ".build/javascript").path
        let folders = [unpacked, ""].flatMap {
            ["\($0)/usr/share/nodejs", "\($0)/usr/share/javascript"]
        }
        return (own + folders).joined(separator: ":")
    }

    private func bundler() -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return path.split(separator: ":")
            .map { URL(filePath: String($0)).appending(path: "esbuild") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private func scripts(in folder: URL) -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let urls = (files?.allObjects ?? []).compactMap { $0 as? URL }
        return urls.filter { ["css", "js"].contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }

    /// The Debian packages that the manifest names.
    private func packages(in manifest: URL) -> [String] {
        let text = (try? String(contentsOf: manifest, encoding: .utf8)) ?? ""
        return text.split { $0 == "\n" || $0 == " " }.filter { $0.hasPrefix("package=") }
            .map { String($0.dropFirst("package=".count)) }
    }
}
