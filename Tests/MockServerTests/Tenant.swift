import CollectionModel
import Foundation
import HTTPModel
import JSON
import Synchronization
import Variables

@testable import MockServer

/// Time that tests move, and random bytes that count upwards.
final class Surroundings: Sendable {
    private let time = Mutex(1_735_689_600.0)
    private let counter = Mutex(UInt8(0))

    var ambience: Ambience {
        Ambience(
            now: { self.time.withLock { $0 } },
            randomBytes: { count in
                let value = self.counter.withLock { value in
                    value &+= 1
                    return value
                }
                return [UInt8](repeating: value, count: count)
            })
    }

    func wait(seconds: Double) { time.withLock { $0 += seconds } }
}

/// A mock server in surroundings of its own.
final class Tenant: Sendable {
    let server: MockServer
    private let surroundings = Surroundings()

    init(
        _ collection: Collection, variables: [VariableDefinition] = [], tokenLifetime: Int = 3_600,
        failure: MockFailure? = nil
    ) {
        server = MockServer(
            collection: collection, variables: variables, ambience: surroundings.ambience,
            tokenLifetime: tokenLifetime, failure: failure)
    }

    convenience init(
        json: String, variables: [VariableDefinition] = [], tokenLifetime: Int = 3_600,
        failure: MockFailure? = nil
    ) throws {
        let source = JSONSource(name: "test", bytes: Array(json.utf8))
        self.init(
            try DefinitionFile.collection(source), variables: variables,
            tokenLifetime: tokenLifetime, failure: failure)
    }

    func wait(seconds: Double) { surroundings.wait(seconds: seconds) }

    func send(
        _ method: String, _ target: String, headers: [String: String] = [:], body: String = ""
    ) -> HTTPResponse {
        var fields = HTTPHeaders()
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { fields.add(name, value) }
        return server.respond(
            to: ServerRequest(
                method: method, target: target, headers: fields, body: Array(body.utf8)))
    }

    /// Posts a form.
    func post(
        _ target: String, _ form: String, headers: [String: String] = [:]
    ) -> HTTPResponse {
        var headers = headers
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return send("POST", target, headers: headers, body: form)
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON.
    var json: JSONValue? { try? JSONParser.parse(text) }

    /// A parameter of the query of the Location header.
    func locationParameter(_ name: String) -> String? {
        URLComponents(string: headers["Location"] ?? "")?.queryItems?
            .first { $0.name == name }?.value
    }
}

/// The repository's own files.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func collection(_ name: String) throws -> Collection {
        try DefinitionFile.collection(source("collections/\(name).postman_collection.json"))
    }

    static func environment(_ name: String) throws -> VariableSet {
        try DefinitionFile.environment(source("environments/\(name).postman_environment.json"))
    }

    private static func source(_ path: String) throws -> JSONSource {
        JSONSource(
            name: path, bytes: Array(try Data(contentsOf: root.appendingPathComponent(path))))
    }
}
