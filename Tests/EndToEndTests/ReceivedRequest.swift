import Foundation
import Testing

/// A request as one of the servers wrote it down.
struct ReceivedRequest {
    let line: String
    let headers: [String]
    let body: String
    let connection: Int?
    /// All its bytes, as `requests.txt` shows them; nil if the server does not keep them.
    var wire: String?

    /// The values of a header field.
    func values(of name: String) -> [String] {
        let start = name.lowercased() + ": "
        return headers.filter { $0.lowercased().hasPrefix(start) }
            .map { String($0.dropFirst(start.count)) }
    }

    /// Compares with what a case expects.
    func check(_ expected: EndToEndCase.ExpectedRequest) {
        #expect(expected.line.matches(line), "expected \(expected.line), received \(line)")
        if let head = expected.head {
            let found = difference(
                expected: head.map(\.description).joined(separator: "\n"),
                actual: headers.joined(separator: "\n"))
            #expect(found == nil, "\(line): \(found ?? "")")
        }
        for (name, value) in expected.headers ?? [:] {
            check(name, value, among: values(of: name))
        }
        let query = line.split(separator: " ").dropFirst().first?.split(separator: "?").last
        for (name, value) in expected.query ?? [:] {
            check(name, value, among: Self.fields(name, of: String(query ?? "")))
        }
        for (name, value) in expected.form ?? [:] {
            check(name, value, among: Self.fields(name, of: body))
        }
        if let wanted = expected.body {
            #expect(wanted.matches(body), "\(line): expected body \(wanted), received \(body)")
        }
    }

    /// A field is there exactly once with the value wanted, or not at all if none is wanted.
    private func check(_ name: String, _ wanted: Pattern?, among received: [String]) {
        if let wanted {
            #expect(
                received.count == 1 && wanted.matches(received[0]),
                "\(line): expected \(name) '\(wanted)', received \(received)")
        } else {
            #expect(received == [], "\(line): \(name) must not be there")
        }
    }

    private static func fields(_ name: String, of form: String) -> [String] {
        let spaced = form.replacing("+", with: "%20")
        let items = URLComponents(string: "?\(spaced)")?.queryItems ?? []
        return items.filter { $0.name == name }.map { $0.value ?? "" }
    }
}

extension ReceivedRequest {
    /// The log of `echo_server.py`: one JSON line for each request.
    static func echoed(_ log: String) throws -> [ReceivedRequest] {
        struct Entry: Decodable {
            let connection: Int
            let head: [String]
            let body: String
            let wire: String
        }
        return try decodeLines(log, as: Entry.self).map { entry in
            ReceivedRequest(
                line: entry.head.first ?? "", headers: Array(entry.head.dropFirst()),
                body: entry.body, connection: entry.connection, wire: entry.wire)
        }
    }

    /// The log of `authorization_server.py`, without the label in front of each path.
    static func recorded(_ log: String, label: String) throws -> [ReceivedRequest] {
        struct Entry: Decodable {
            let method: String
            let target: String
            let headers: [[String]]
            let body: String
        }
        return try decodeLines(log, as: Entry.self).map { entry in
            let target = entry.target.replacing("/~\(label)", with: "", maxReplacements: 1)
            return ReceivedRequest(
                line: "\(entry.method) \(target)",
                headers: entry.headers.map { $0.joined(separator: ": ") }, body: entry.body,
                connection: nil)
        }
    }

    private static func decodeLines<Entry: Decodable>(
        _ log: String, as type: Entry.Type
    ) throws -> [Entry] {
        try log.split(separator: "\n").map { line in
            try JSONDecoder().decode(Entry.self, from: Data(line.utf8))
        }
    }
}
