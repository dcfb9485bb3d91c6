/// Markup that JUnit files have many times, as bytes: an array is copied faster than a string.
enum JUnitMarkup {
    static let quote = Array("\"".utf8)
    static let elementStart = Array(">\n".utf8)
    static let attributesEnd = Array("\">\n".utf8)

    static let tests = Array(" tests=\"".utf8)
    static let failures = Array("\" failures=\"".utf8)
    static let errors = Array("\" errors=\"".utf8)
    static let skipped = Array("\" skipped=\"".utf8)
    static let time = Array("\" time=\"".utf8)

    static let timestamp = Array(" timestamp=\"".utf8)
    static let suiteEnd = Array("  </testsuite>\n".utf8)
    static let propertiesEnd = Array("    </properties>\n".utf8)

    static let testCase = Array("    <testcase name=\"".utf8)
    static let emptyElementEnd = Array("\"/>\n".utf8)
    static let testCaseEnd = Array("    </testcase>\n".utf8)
}
