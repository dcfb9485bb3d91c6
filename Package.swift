// swift-tools-version: 6.2
import PackageDescription

/// A storey: a folder of `Sources`, whose targets import only from it and from those below.
///
/// `Sources/README.md` draws them.
enum Storey: String {
    case system = "System"
    case model = "Model"
    case bridges = "Bridges"
    case engine = "Engine"
    case output = "Output"
    case app = "App"
    case build = "Build"

    func path(_ target: String) -> String { "Sources/\(rawValue)/\(target)" }
}

/// A C library, whose headers are where pkg-config says.
///
/// On macOS it is linked. On Linux `LibraryLoader` defines its functions, so that the linker leaves
/// out the library that pkg-config names.
func clibrary(
    _ name: String, pkgConfig: String?, providers: [SystemPackageProvider]
) -> Target {
    .systemLibrary(
        name: name, path: Storey.system.path(name), pkgConfig: pkgConfig, providers: providers)
}

#if os(Linux)
    let javaScriptCore: String? = "javascriptcoregtk-4.1"
#else
    /// The engine is part of the system.
    let javaScriptCore: String? = nil
#endif

/// Warnings are errors everywhere; strict memory safety everywhere but in the bridges to C.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
let strict: [SwiftSetting] = common + [.strictMemorySafety()]

/// A library target written in Swift alone.
func layer(
    _ storey: Storey, _ name: String, _ dependencies: [Target.Dependency] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: storey.path(name), swiftSettings: strict,
        linkerSettings: [.linkedLibrary("m")])
}

/// The same, with the JavaScript that its `embedded-scripts.txt` names compiled in.
func embedding(
    _ storey: Storey, _ name: String, _ dependencies: [Target.Dependency] = [],
    from folder: String = "JavaScript", exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: storey.path(name),
        exclude: [folder, "embedded-scripts.txt"] + exclude, swiftSettings: strict,
        plugins: ["EmbedScripts"])
}

/// One of the few targets that may import a C library.
///
/// The libraries are linked on macOS; on Linux `LibraryLoader` opens them.
func bridge(
    _ storey: Storey, _ name: String, _ dependencies: [Target.Dependency],
    linking libraries: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: storey.path(name), swiftSettings: common,
        linkerSettings: libraries.map { .linkedLibrary($0, .when(platforms: [.macOS])) })
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name)] + dependencies,
        exclude: exclude, swiftSettings: common)
}

let package = Package(
    name: "posthaste",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "posthaste", targets: ["posthaste"])],
    dependencies: [],
    targets: [
        clibrary(
            "CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        clibrary(
            "CPublicSuffix", pkgConfig: "libpsl",
            providers: [.apt(["libpsl-dev"]), .brew(["libpsl"])]),
        // libcurl uses the compression libraries, so its pkg-config file requires theirs.
        clibrary(
            "CCompression", pkgConfig: "libcurl",
            providers: [
                .apt(["zlib1g-dev", "libbrotli-dev", "libzstd-dev"]), .brew(["brotli", "zstd"]),
            ]),
        clibrary(
            "CJavaScriptCore", pkgConfig: javaScriptCore,
            providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]),
        clibrary(
            "COpenSSL", pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        clibrary(
            "CMicrohttpd", pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"]), .brew(["libmicrohttpd"])]),
        clibrary(
            "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),

        bridge(.system, "Platform", []),
        bridge(.system, "CharsetDecoding", []),
        bridge(.system, "MonotonicClock", []),
        layer(.model, "TextEncoding"),
        layer(.model, "Diagnostics", ["TextEncoding"]),
        layer(.model, "JSON", ["Diagnostics", "TextEncoding"]),
        layer(.model, "HTTPModel", ["TextEncoding", "MonotonicClock"]),
        layer(.model, "CollectionModel", ["JSON", "Diagnostics", "TextEncoding"]),
        layer(
            .model, "Variables",
            ["CollectionModel", "HTTPModel", "JSON", "Diagnostics", "TextEncoding"]),
        layer(.model, "RunModel", ["HTTPModel", "JSON", "Diagnostics"]),
        .target(
            name: "LibraryLoader", path: Storey.system.path("LibraryLoader"),
            exclude: ["Libraries"]),
        bridge(.bridges, "Cryptography", ["COpenSSL", "LibraryLoader"], linking: ["crypto"]),
        layer(
            .engine, "Signing",
            ["Cryptography", "HTTPModel", "JSON", "Diagnostics", "TextEncoding"]),
        layer(
            .engine, "OAuth2",
            ["Signing", "Cryptography", "HTTPModel", "JSON", "Diagnostics", "TextEncoding"]),
        bridge(
            .bridges, "CurlTransport",
            [
                "Cryptography", "HTTPModel", "TextEncoding", "Platform", "MonotonicClock",
                "LibraryLoader", "CCurl", "CPublicSuffix", "CCompression",
            ], linking: ["curl", "psl", "z", "brotlidec", "zstd"]),
        bridge(
            .bridges, "LoopbackServer",
            ["HTTPModel", "TextEncoding", "Platform", "LibraryLoader", "CMicrohttpd"],
            linking: ["microhttpd"]),
        bridge(
            .bridges, "YAML", ["JSON", "Diagnostics", "LibraryLoader", "CYAML"],
            linking: ["yaml"]),
        layer(
            .app, "MockServer",
            [
                "CollectionModel", "Variables", "Cryptography", "Signing", "HTTPModel", "JSON",
                "TextEncoding",
            ]),
        bridge(
            .bridges, "JavaScriptEngine", ["CJavaScriptCore", "LibraryLoader", "MonotonicClock"]),
        .executableTarget(
            name: "embed-scripts", path: Storey.build.path("embed-scripts"), swiftSettings: strict),
        .plugin(
            name: "EmbedScripts", capability: .buildTool(), dependencies: ["embed-scripts"],
            path: Storey.build.path("EmbedScripts")),
        .plugin(
            name: "EmbedCommit", capability: .buildTool(), path: Storey.build.path("EmbedCommit")),
        embedding(
            .engine, "Scripting",
            [
                "JavaScriptEngine", "Cryptography", "Variables", "RunModel", "HTTPModel", "JSON",
                "Diagnostics", "CharsetDecoding", "MonotonicClock",
            ]),
        layer(
            .engine, "Execution",
            [
                "Scripting", "Signing", "OAuth2", "Variables", "CollectionModel", "RunModel",
                "HTTPModel", "JSON", "Diagnostics", "CharsetDecoding", "MonotonicClock",
            ]),
        layer(
            .engine, "CollectionAnalysis",
            [
                "OAuth2", "Signing", "Variables", "CollectionModel", "JSON", "Diagnostics",
                "TextEncoding",
            ]),
        embedding(
            .output, "Reporting",
            [
                "RunModel", "CollectionModel", "HTTPModel", "JSON", "Diagnostics", "TextEncoding",
                "CharsetDecoding",
            ],
            from: "HTML/Assets"),
        layer(
            .output, "FindingReports",
            ["CollectionAnalysis", "Reporting", "JSON", "Diagnostics", "TextEncoding"]),
        layer(
            .app, "CLI",
            [
                "CollectionAnalysis", "FindingReports",
                "Reporting", "Execution", "OAuth2", "Variables", "CollectionModel",
                "CurlTransport", "LoopbackServer", "MockServer", "RunModel", "HTTPModel", "JSON",
                "Diagnostics", "TextEncoding", "Scripting", "Cryptography", "Platform", "YAML",
            ]),
        .executableTarget(
            name: "posthaste", dependencies: ["CLI"], path: Storey.app.path("posthaste"),
            swiftSettings: strict, plugins: ["EmbedCommit"]),

        tests("Platform", []),
        tests("CharsetDecoding", []),
        tests("MonotonicClock", []),
        tests("TextEncoding", []),
        tests("Diagnostics", []),
        tests("JSON", ["Diagnostics"]),
        tests("HTTPModel", []),
        tests("CollectionModel", ["JSON", "Diagnostics"]),
        tests("Variables", ["CollectionModel", "HTTPModel", "JSON", "Diagnostics"]),
        tests("RunModel", ["HTTPModel", "JSON", "Diagnostics"]),
        tests("Cryptography", ["TextEncoding"]),
        tests(
            "Signing",
            ["Cryptography", "HTTPModel", "JSON", "Diagnostics", "TextEncoding"]),
        tests(
            "OAuth2",
            ["Signing", "Cryptography", "HTTPModel", "JSON", "Diagnostics", "TextEncoding"]),
        tests("CurlTransport", ["HTTPModel", "LoopbackServer", "MonotonicClock"]),
        tests("LoopbackServer", ["HTTPModel", "CurlTransport", "Cryptography"]),
        tests("YAML", ["CollectionModel", "Diagnostics", "JSON"]),
        tests(
            "MockServer",
            [
                "CollectionModel", "Cryptography", "HTTPModel", "JSON", "TextEncoding",
                "Variables",
            ]),
        tests("JavaScriptEngine", []),
        tests(
            "Scripting",
            ["JavaScriptEngine", "Variables", "RunModel", "HTTPModel", "JSON", "Diagnostics"],
            exclude: ["Cases"]),
        tests(
            "Execution",
            [
                "Scripting", "Signing", "OAuth2", "Variables", "CollectionModel", "RunModel",
                "HTTPModel", "JSON", "Diagnostics", "MonotonicClock",
            ]),
        tests("CollectionAnalysis", ["CollectionModel", "Diagnostics", "JSON"]),
        tests("Reporting", ["RunModel", "HTTPModel", "JSON", "Diagnostics"]),
        tests("FindingReports", ["CollectionAnalysis", "Diagnostics", "JSON"]),
        tests(
            "CLI",
            [
                "CollectionAnalysis", "OAuth2", "CollectionModel", "Diagnostics", "HTTPModel",
                "JSON",
                "Variables",
            ]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["posthaste"], exclude: ["Cases"],
            swiftSettings: common),
    ],
    swiftLanguageModes: [.v6]
)
