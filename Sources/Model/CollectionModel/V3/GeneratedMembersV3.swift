import JSON

/// Finds the members that the app or an export of it generates, and that format 3 has no place for
/// (CollectionV3Reference §13).
///
/// Most of them are in every node of an export, so each name is reported once. What was added when
/// the file was read is not lost.
struct GeneratedMembersV3 {
    /// The names; so are all that begin with an underscore.
    static let names: Set = [
        "id", "uid", "uuid", "owner", "createdAt", "updatedAt", "lastUpdatedBy", "isPublic",
        "schema", "collection", "isSubFolder", "order", "fork", "warning", "headerFamily",
        "fileSize", "fileNotInWorkingDirectoryWarning", "filesNotInWorkingDirectory",
    ]
    /// Members whose values are the author's.
    private static let texts: Set = [
        "value", "exec", "graphql", "packages", "requests", "disabledSystemHeaders",
    ]

    /// Where a name was found first, and how many times.
    private struct Finding {
        let name: String
        let place: String
        var count = 0
    }

    private var findings: [Finding] = []

    /// Looks through a collection of v2.1.
    init(in root: JSONValue, named name: String) {
        var root = root.object ?? JSONObject()
        if var info = root["info"]?.object {
            info["schema"] = nil
            if root["id"] == nil { info["_postman_id"] = nil }
            root["info"] = JSONValue(.object(info))
        }
        visit(JSONValue(.object(root)), at: name, below: "")
    }

    /// What is lost, in the order in which it was found.
    var losses: [String] {
        findings.map { finding in
            let count = finding.count == 1 ? "" : ", \(finding.count) times, first"
            return "the generated '\(finding.name)'\(count) of '\(finding.place)'"
        }
    }

    /// Whether format 3 has no member for what one of that name says.
    static func isGenerated(_ name: String) -> Bool { name.hasPrefix("_") || names.contains(name) }

    private mutating func visit(_ node: JSONValue, at place: String, below path: String) {
        for element in node.array ?? [] { visit(element, at: place, below: path) }
        for member in node.object?.members ?? [] {
            if Self.isGenerated(member.key) {
                if !Self.isWritten(member.key, of: node) { note(member, at: place) }
            } else if member.key == "item" {
                for item in member.value.array ?? [] {
                    let name = ValueV3.text(item["name"]) ?? ""
                    let inner = path.isEmpty ? name : path + " / " + name
                    visit(item, at: inner, below: inner)
                }
            } else if !Self.texts.contains(member.key) {
                visit(member.value, at: place, below: path)
            }
        }
    }

    /// Whether format 3 has the value of a generated member: a preview as the type of a body, and
    /// an id in place of a key.
    private static func isWritten(_ name: String, of node: JSONValue) -> Bool {
        name == "_postman_previewlanguage"
            || name == "id" && node["key"] == nil && node["value"] != nil
    }

    private mutating func note(_ member: JSONMember, at place: String) {
        guard member.value.offset >= 0, LossesV3.saysSomething(member.value) else { return }
        if let index = findings.firstIndex(where: { $0.name == member.key }) {
            findings[index].count += 1
        } else {
            findings.append(Finding(name: member.key, place: place, count: 1))
        }
    }
}
