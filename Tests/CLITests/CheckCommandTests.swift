import CollectionAnalysis
import Diagnostics
import Foundation
import Testing

@testable import CLI

/// What `posthaste check` finds in files that are fine.
struct CheckCommandTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardized.path

    /// The findings as text, for failures of tests.
    private func findings(
        _ collections: [String], tenants: [String] = [], layers: [String] = []
    ) throws -> [String] {
        var inputs = CheckInputs()
        inputs.prepare(workingDirectory: nil, isContinuousIntegration: false)
        for collection in collections { try inputs.addOperand(collection) }
        for path in tenants { try inputs.addVariables(path, as: .tenant) }
        for path in layers { try inputs.addVariables(path, as: .layer) }
        return (inputs.findings + CollectionAnalysis(inputs.input).findings()).map {
            "\($0.rule.rawValue): \($0.diagnostic.message) at \($0.diagnostic.place)"
        }
    }

    @Test func `Nothing is found in the collections and environments of the repository`() throws {
        let collections = Self.root + "/collections/"
        let environments = ["contoso", "demo", "fabrikam"].map {
            Self.root + "/environments/\($0).postman_environment.json"
        }
        let names = [
            "business-central-admin.postman_collection.json", "business-central-admin",
            "business-central-automation.postman_collection.json",
        ]
        #expect(try findings(names.map { collections + $0 }, tenants: environments) == [])
        #expect(
            try findings(
                [collections + "orders.postman_collection.json"],
                layers: [Self.root + "/environments/local.postman_environment.json"]) == [])
    }

    @Test(arguments: 1...20)
    func `Nothing is found in a generated collection without mistakes`(seed: Int) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let sample = CleanSample(seed: seed)
        let files = try sample.write(to: folder)
        #expect(try findings([files.collection], tenants: files.environments) == [])
    }
}

/// A made-up collection without mistakes, and two environments for it.
private struct CleanSample {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    private mutating func number(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }

    func write(to folder: URL) throws -> (collection: String, environments: [String]) {
        var sample = self
        let collection = folder.appending(path: "a.postman_collection.json")
        try JSONSerialization.data(withJSONObject: sample.collection()).write(to: collection)
        let environments = try ["Contoso", "Fabrikam"].map { name in
            let file = folder.appending(path: "\(name).postman_environment.json")
            try JSONSerialization.data(withJSONObject: sample.environment(name)).write(to: file)
            return file.path
        }
        return (collection.path, environments)
    }

    private mutating func collection() -> [String: Any] {
        let folders = (0...number(4)).map { index in
            [
                "name": "Folder \(index)",
                "item": (0...number(5)).map { request($0, in: index) },
            ] as [String: Any]
        }
        return [
            "info": ["name": "Made up \(number(1000))"], "item": folders,
            "auth": authorization(), "variable": [["key": "page", "value": "\(number(50))"]],
            "event": [script("prerequest", "pm.variables.set('now', Date.now());")],
        ]
    }

    private mutating func authorization() -> [String: Any] {
        let version = ["/oauth2/v2.0/", "/oauth2/"][number(2)]
        let resource = version == "/oauth2/" ? "?resource=https://api.example" : ""
        let grant = ["client_credentials", "authorization_code"][number(2)]
        let login = "https://login.microsoftonline.com/{{tenant}}\(version)"
        let values = [
            "grant_type": grant, "accessTokenUrl": login + "token" + resource,
            "authUrl": login + "authorize" + resource, "clientId": "{{clientId}}",
            "clientSecret": "{{clientSecret}}", "redirect_uri": "http://localhost",
            "scope": version == "/oauth2/" ? "" : "https://api.example/.default",
        ]
        let list = values.keys.sorted().map { ["key": $0, "value": values[$0] ?? ""] }
        return ["type": "oauth2", "oauth2": list]
    }

    private mutating func request(_ index: Int, in folder: Int) -> [String: Any] {
        let bodies: [[String: Any]] = [
            ["mode": "raw", "raw": #"{"token_type": "bearer", "password": "{{clientSecret}}"}"#],
            ["mode": "urlencoded", "urlencoded": [["key": "page", "value": "{{page}}"]]],
            ["mode": "graphql", "graphql": ["query": "{ orders { id } }", "variables": ""]],
        ]
        let tests = [
            "pm.test('fine', () => pm.expect(pm.response.code).to.be.oneOf([200, 404]));",
            "const id = pm.response.json().id; if (id) pm.environment.set(\"orderId\", id);",
            "if (/a\\/b/.test(pm.request.url)) { await Promise.resolve(`x${1}`); }",
        ]
        return [
            "name": "Request \(folder).\(index)",
            "request": [
                "method": ["GET", "POST", "PATCH"][number(3)],
                "url": "{{baseUrl}}/orders/{{$guid}}?page={{page}}&at={{now}}",
                "header": [
                    ["key": "Authorization", "value": "Bearer {{clientSecret}}"],
                    ["key": "If-Match", "value": "W/\"JzQ0O0g5ZTdkYWNhMTIzNDU2Nzg5MDEyMzQ7\""],
                    ["key": "traceparent", "value": "00-4bf92f3577b34da6a3ce929d0e0e4736-01"],
                ], "body": bodies[number(3)],
            ] as [String: Any], "event": [script("test", tests[number(3)])],
        ]
    }

    private func script(_ event: String, _ code: String) -> [String: Any] {
        ["listen": event, "script": ["exec": [code]]]
    }

    private mutating func environment(_ name: String) -> [String: Any] {
        let values = [
            ("baseUrl", "https://api.\(name.lowercased()).example", "default"),
            ("tenant", "00000000-0000-4000-8000-00000000000\(number(10))", "default"),
            ("clientId", "11111111-0000-4000-8000-00000000000\(number(10))", "default"),
            ("clientSecret", "", "secret"),
        ]
        return [
            "name": name,
            "values": values.map { ["key": $0.0, "value": $0.1, "type": $0.2, "enabled": true] },
        ]
    }
}
