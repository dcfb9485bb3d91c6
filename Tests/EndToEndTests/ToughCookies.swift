import Foundation
import Testing

/// Newman's cookie jar, `tough-cookie`, bundled by esbuild and run as a script of a collection.
struct ToughCookies {
    let folder: ScratchFolder

    /// What a jar answers.
    struct Answer {
        /// The `Cookie` header that it sends to the URL.
        let header: String
        /// The text of its file.
        let jar: String
    }

    /// Asks a saved jar, or an empty one that takes `Set-Cookie` lines, what it sends to a URL.
    func answer(for url: String, saved: String? = nil, lines: [String] = []) throws -> Answer {
        var question: [String: Any] = ["url": url, "lines": lines]
        question["saved"] = saved
        let text = String(decoding: try json(question), as: UTF8.self)
        var command = ChildProcess(executable: Tools.posthaste)
        command.arguments = [
            "run", try collection(), "--env-var", "question=\(text)",
            "--export-environment", "answer.json",
        ]
        command.directory = folder.url
        let outcome = try command.run()
        try #require(outcome.exitCode == 0, "\(outcome.stdout)\(outcome.stderr)")
        return try Answer(environment: Data(contentsOf: folder.url.appending(path: "answer.json")))
    }

    /// Writes a collection with the bundled script and returns its path.
    private func collection() throws -> String {
        let item: [String: Any] = [
            "name": "tough-cookie", "request": "http://127.0.0.1/",
            "event": [["listen": "prerequest", "script": ["exec": [try script()]]]],
        ]
        let collection: [String: Any] = ["info": ["name": "tough-cookie"], "item": [item]]
        let text = String(decoding: try json(collection), as: UTF8.self)
        return try folder.write(text, to: "tough-cookie.json").path
    }

    private func script() throws -> String {
        var bundler = try ChildProcess(executable: Tools.system("esbuild"))
        let provided = ["punycode", "url", "util"].map { "--external:\($0)" }
        bundler.arguments =
            [Tools.server("tough_cookies.js").path, "--bundle", "--platform=browser"] + provided
        let unpacked = Tools.package.appending(path: ".build/javascript/usr/share/nodejs").path
        bundler.environment = ["NODE_PATH": "\(unpacked):/usr/share/nodejs"]
        let outcome = try bundler.run()
        try #require(outcome.exitCode == 0, "\(outcome.stderr)")
        return outcome.stdout
    }

    private func json(_ value: [String: Any]) throws -> Data {
        try JSONSerialization.data(withJSONObject: value)
    }
}

extension ToughCookies.Answer {
    /// Reads an answer from the environment that the script has set.
    init(environment data: Data) throws {
        struct Environment: Decodable {
            struct Variable: Decodable {
                let key: String
                let value: String
            }
            let values: [Variable]
        }
        let values = try JSONDecoder().decode(Environment.self, from: data).values
        let named = Dictionary(values.map { ($0.key, $0.value) }) { $1 }
        header = try #require(named["header"])
        jar = try #require(named["jar"])
    }
}
