import CollectionModel
import Testing

@testable import CollectionAnalysis

struct RequestAnalysisTests {
    @Test(arguments: [
        (#""request": {"method": "GET"}"#, ["suspicious-member url"]),
        (#""request": {"url": " "}"#, ["suspicious-member url"]),
        (#""request": {"url": {"raw": ""}}"#, ["suspicious-member url"]),
        (#""request": "http://h/""#, []), (#""request": {"url": "{{base}}"}"#, []),
    ])
    func `A request without a URL is named`(request: String, expected: [String]) throws {
        #expect(try Sample.findings(#"{"name": "Get", \#(request)}"#) == expected)
    }

    @Test func `A blank text contradicts no part of the URL`() throws {
        let url = #"{"raw": "  ", "protocol": "https", "host": ["h"]}"#
        let item = #"{"name": "Get", "request": {"url": \#(url)}}"#
        #expect(try Sample.findings(item) == [])
    }

    @Test func `A variable may be in several parts of a host`() throws {
        let url = #"{"protocol": "https", "host": ["{{host", "{{one}}}}"], "path": ["get"]}"#
        let item = #"{"name": "Get", "request": {"url": \#(url)}}"#
        #expect(try Sample.findings(item) == [])
    }

    @Test func `A collection variable that is defined twice is named`() throws {
        let variables = #""variable": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]"#
        let item = #"{"name": "Get", "request": "http://h/{{a}}"}"#
        #expect(try Sample.findings(item, variables) == ["duplicate-name a"])
    }
}
