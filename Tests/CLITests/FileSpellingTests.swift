import Foundation
import Testing

@testable import CLI

@Suite("Suggestions for files that do not exist")
final class FileSpellingTests {
    private let root = FileManager.default.temporaryDirectory
        .appending(path: "file-spelling-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for name in ["orders.postman_collection.json", "contoso.json", ".hidden.json"] {
            try Data().write(to: root.appending(path: name))
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    @Test(
        "A name leads to the file that continues it, or is spelled like it",
        arguments: [
            ("orders", "did you mean 'ROOT/orders.postman_collection.json'?"),
            ("contoso", "did you mean 'ROOT/contoso.json'?"),
            ("cotoso.json", "did you mean 'ROOT/contoso.json'?"),
            ("Contoso.json", "did you mean 'ROOT/contoso.json'?"), ("hidden.json", nil),
            ("fabrikam.json", nil), ("none/contoso.json", "there is no folder 'ROOT/none'"),
        ] as [(String, String?)])
    func suggestions(name: String, phrase: String?) {
        let found = FileSpelling.suggestion(for: root.path + "/" + name)
        #expect(found == [phrase?.replacing("ROOT", with: root.path)].compactMap(\.self))
    }
}
