import Foundation
import JSON
import Testing

@testable import CLI

/// The option tables in the articles of the documentation catalogue.
struct ArticleTests {
    private static let catalogue = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/App/posthaste/posthaste.docc")

    /// A table: the words that its help is asked for by, and its text.
    private struct Table {
        let words: [String]
        let text: String
    }

    @Test func `The option tables in the articles are those of the program`() throws {
        var tableCount = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.catalogue.path)
        where name.hasSuffix(".md") {
            for table in try tables(in: name) {
                let isCurrent = table.text == HelpMarkdown.text(try Help.blocks(about: table.words))
                #expect(
                    isCurrent,
                    "'\(table.words.joined(separator: " "))' in \(name): run '.ci/tables BINARY'")
                tableCount += 1
            }
        }
        #expect(tableCount > 5)
    }

    @Test(arguments: SchemaCommand.Subject.allCases)
    func `The published schemas are those of the program`(subject: SchemaCommand.Subject) throws {
        let file = Self.catalogue.appending(path: "Resources/\(subject.rawValue).schema.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(
            text == JSONWriter.pretty(subject.schema), "run '.ci/tables BINARY'")
    }

    /// The tables of an article, each between two comments.
    private func tables(in name: String) throws -> [Table] {
        let file = Self.catalogue.appending(path: name)
        let article = try String(contentsOf: file, encoding: .utf8)
        return try article.components(separatedBy: "<!-- help ").dropFirst().map { part in
            let pieces = part.components(separatedBy: " -->\n\n")
            let text = try #require(pieces.dropFirst().first)
                .components(separatedBy: "\n<!-- end of help")
            return Table(words: pieces[0].components(separatedBy: " "), text: text[0])
        }
    }
}
