import Foundation
import Testing

/// Runs the CI files of the article `ContinuousIntegration`, and those that `init` writes.
///
/// `workflow.py` runs their commands as a CI service would. The service's own programs, `sudo`,
/// `apt-get` and `curl`, do nothing here: `posthaste` is the program under test.
@Suite("The CI files of the documentation")
struct WorkflowTests {
    private static let article = Result {
        try String(
            contentsOf: Tools.package.appending(
                path: "Sources/App/posthaste/posthaste.docc/ContinuousIntegration.md"),
            encoding: .utf8)
    }

    /// The files of the article by their path.
    private static func files() throws -> [String: String] {
        var files: [String: String] = [:]
        for part in try article.get().components(separatedBy: "<!-- file ").dropFirst() {
            let path = part.components(separatedBy: " -->")[0]
            let block = part.components(separatedBy: "```")[1]
            files[path] = String(block.drop { $0 != "\n" }.dropFirst())
        }
        return files
    }

    @Test(
        "init writes the file of the article",
        arguments: [
            ("github", ".github/workflows/api-tests.yml"), ("gitlab", ".gitlab-ci.yml"),
            ("azure", "azure-pipelines.yml"), ("jenkins", "Jenkinsfile"),
        ])
    func madeByInit(service: String, path: String) throws {
        let project = try Project()
        let outcome = try project.posthaste("init", "--ci", service)
        #expect(outcome.exitCode == 0, "\(outcome.stderr)")
        let written = try String(contentsOf: project.file(path), encoding: .utf8)
        #expect(try written == Self.files()[path])
    }

    @Test(
        "its commands run and make a report",
        arguments: [
            (".github/workflows/api-tests.yml", ["reports/junit.xml", "reports/report.html"]),
            (".github/actions/posthaste/action.yml", ["reports/junit.xml"]),
            (".github/workflows/tenants.yml", ["reports/all.html", "reports/fabrikam.jsonl"]),
            (".gitlab-ci.yml", ["reports/junit.xml"]),
            ("templates/posthaste.yml", ["reports/junit.xml"]),
            ("azure-pipelines.yml", ["reports/junit.xml"]),
            ("posthaste-steps.yml", ["reports/junit.xml"]),
            ("Jenkinsfile", ["reports/junit.xml"]),
            ("api-tests.yaml", ["reports/contoso.xml", "reports/fabrikam.xml"]),
        ])
    func runs(path: String, reports: [String]) throws {
        let project = try Project()
        #expect(try project.posthaste("init").exitCode == 0)
        try project.addTenants()
        for (path, text) in try Self.files() { try project.folder.write(text, to: path) }
        let outcome = try project.workflow(path)
        #expect(outcome.exitCode == 0, "\(outcome.stdout)\(outcome.stderr)")
        for report in reports {
            #expect(FileManager.default.fileExists(atPath: project.file(report).path), "\(report)")
        }
    }

    @Test(
        "init writes environments with unusual names so that the shell gets them",
        arguments: [
            ("github", ".github/workflows/api-tests.yml"), ("gitlab", ".gitlab-ci.yml"),
            ("azure", "azure-pipelines.yml"), ("jenkins", "Jenkinsfile"),
        ])
    func names(service: String, path: String) throws {
        let project = try Project()
        try project.addTenants(folder: "-it's a: \"b\" #1 \\ c", ["a", "b"])
        #expect(try project.posthaste("init", "--ci", service).exitCode == 0)
        let outcome = try project.workflow(path)
        #expect(outcome.exitCode == 0, "\(outcome.stdout)\(outcome.stderr)")
    }

    @Test("a failing run fails the job", arguments: ["Jenkinsfile", ".gitlab-ci.yml"])
    func failure(path: String) throws {
        let project = try Project(isServed: false)
        #expect(try project.posthaste("init").exitCode == 0)
        for (path, text) in try Self.files() { try project.folder.write(text, to: path) }
        #expect(try project.workflow(path).exitCode == 1)
    }
}

/// A project with a collection and an environment, and the server that they are for.
private struct Project {
    let folder: ScratchFolder
    private let server: BackgroundServer?

    init(isServed: Bool = true) throws {
        folder = try ScratchFolder()
        let name = "collections/orders.postman_collection.json"
        let collection = Tools.package.appending(path: name)
        try folder.write(String(contentsOf: collection, encoding: .utf8), to: name)
        server =
            isServed
            ? try BackgroundServer(Tools.posthaste, ["mock", collection.path, "--port", "0"]) : nil
        let environment = Tools.package.appending(path: Self.environment("local"))
        try folder.write(
            String(contentsOf: environment, encoding: .utf8)
                .replacing("\"8090\"", with: "\"\(server?.port ?? 1)\""),
            to: Self.environment("local"))
        for program in ["sudo", "apt-get", "curl"] {
            try folder.write("#!/bin/sh\n", to: "bin/\(program)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: file("bin/\(program)").path)
        }
        try FileManager.default.createSymbolicLink(
            at: file("bin/posthaste"), withDestinationURL: Tools.posthaste)
    }

    func file(_ path: String) -> URL { folder.url.appending(path: path) }

    private static func environment(_ name: String) -> String {
        "environments/\(name).postman_environment.json"
    }

    /// Adds the environments that the workflows for several tenants name.
    func addTenants() throws {
        try addTenants(folder: "environments", ["contoso", "fabrikam"])
    }

    /// Adds environments to a folder.
    func addTenants(folder name: String, _ tenants: [String]) throws {
        let text = try String(contentsOf: file(Self.environment("local")), encoding: .utf8)
        for tenant in tenants {
            try folder.write(text, to: "\(name)/\(tenant).postman_environment.json")
        }
    }

    func posthaste(_ arguments: String...) throws -> ChildProcess.Outcome {
        try run(Tools.posthaste, arguments)
    }

    /// Runs the commands of a CI file.
    func workflow(_ path: String) throws -> ChildProcess.Outcome {
        try run(
            Tools.python(),
            [
                "-B", Tools.server("workflow.py").path, path, "POSTHASTE_PACKAGE=x", "package=x",
                "image=x",
            ])
    }

    private func run(_ program: URL, _ arguments: [String]) throws -> ChildProcess.Outcome {
        var command = ChildProcess(executable: program)
        command.arguments = arguments
        command.directory = folder.url
        command.environment = ["PATH": "\(file("bin").path):/usr/bin:/bin", "LANG": "C.UTF-8"]
        return try command.run()
    }
}
