import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The texts between the tags of a document, by a real XML parser.
final class CharacterData: NSObject, XMLParserDelegate {
    struct Malformed: Error {
        var reason: String
    }

    private(set) var joined = ""

    /// Parses a document; throws if it is malformed.
    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw Malformed(reason: String(describing: parser.parserError))
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { joined += text }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        joined += String(decoding: block, as: UTF8.self)
    }
}
