import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The sums that a JUnit file states, and those counted from its test cases, by a real XML parser.
final class XMLSums: NSObject, XMLParserDelegate {
    struct Sums: Equatable {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0
        var milliseconds = 0
    }

    struct Suite {
        var name: String
        var stated: Sums
        var counted = Sums()
    }

    struct Malformed: Error {
        var reason: String
    }

    private(set) var root = Sums()
    private(set) var suites: [Suite] = []

    /// The sums counted from all test cases.
    var total: Sums {
        suites.reduce(into: Sums()) {
            $0.tests += $1.counted.tests
            $0.failures += $1.counted.failures
            $0.errors += $1.counted.errors
            $0.skipped += $1.counted.skipped
            $0.milliseconds += $1.counted.milliseconds
        }
    }

    /// Parses a document; throws if it is malformed or a suite's own sums are wrong.
    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw Malformed(reason: String(describing: parser.parserError))
        }
        // The root may not state it: the schema of Jenkins has no such attribute there.
        guard root.skipped == -1 else { throw Malformed(reason: "the root states 'skipped'") }
        root.skipped = total.skipped
        for suite in suites where suite.stated != suite.counted {
            throw Malformed(reason: "suite '\(suite.name)' states \(suite.stated)")
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        let last = suites.count - 1
        switch element {
        case "testsuites": root = Self.stated(attributes)
        case "testsuite":
            suites.append(Suite(name: attributes["name"] ?? "", stated: Self.stated(attributes)))
        case "testcase":
            suites[last].counted.tests += 1
            suites[last].counted.milliseconds += Self.milliseconds(attributes)
        case "failure": suites[last].counted.failures += 1
        case "error": suites[last].counted.errors += 1
        case "skipped": suites[last].counted.skipped += 1
        default: break
        }
    }

    private static func stated(_ attributes: [String: String]) -> Sums {
        let number = { (name: String) in Int(attributes[name] ?? "") ?? -1 }
        return Sums(
            tests: number("tests"), failures: number("failures"), errors: number("errors"),
            skipped: number("skipped"), milliseconds: milliseconds(attributes))
    }

    private static func milliseconds(_ attributes: [String: String]) -> Int {
        Int(((Double(attributes["time"] ?? "") ?? -1) * 1_000).rounded())
    }
}
