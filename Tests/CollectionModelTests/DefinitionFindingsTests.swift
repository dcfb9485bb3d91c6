import CollectionModel
import Diagnostics
import JSON
import Testing

/// The findings about a value that has another form than NewmanReference §3 gives it.
struct DefinitionFindingsTests {
    /// One finding: the member that is wrong, what is said, and where.
    struct Finding: Sendable, CustomTestStringConvertible {
        var text: String
        var message: String
        /// The path below the node that contains `text`.
        var path: String

        init(_ text: String, _ message: String, _ path: String) {
            self.text = text
            self.message = message
            self.path = path
        }

        var testDescription: String { text }
    }

    private static func findings(_ text: String) -> [Diagnostic] {
        do {
            return try DefinitionFileTests.collection(text).warnings
        } catch let error as DefinitionError {
            return error.diagnostics
        } catch {
            return []
        }
    }

    private func check(
        _ finding: Finding, in file: String, path: String, _ severity: Severity, item: String?
    ) {
        let found = Self.findings(file).first { $0.message == finding.message }
        #expect(found?.severity == severity, "\(Self.findings(file))")
        #expect(found?.place.jsonPath == path + finding.path)
        #expect(found?.place.item == item)
        #expect(found?.place.file == "c.json")
        #expect(found?.place.position != nil)
    }

    @Test(
        "A member of a request that can mean nothing is an error",
        arguments: [
            Finding(#""method": 7"#, "'method' must be a string, not a number", ".method"),
            Finding(#""url": 7"#, "'url' must be an object or a string, not a number", ".url"),
            Finding(#""url": []"#, "'url' must be an object or a string, not an array", ".url"),
            Finding(
                #""url": {"query": 7}"#, "'query' must be an array, not a number", ".url.query"),
            Finding(
                #""url": {"query": [7]}"#, "'query' must be an array of objects, not a number",
                ".url.query[0]"),
            Finding(
                #""url": {"variable": true}"#, "'variable' must be an array, not a boolean",
                ".url.variable"),
            Finding(
                #""header": 7"#, "'header' must be an array or a string, not a number", ".header"),
            Finding(
                #""header": [[]]"#, "'header' must be an array of objects, not an array",
                ".header[0]"),
            Finding(#""body": 7"#, "'body' must be an object or a string, not a number", ".body"),
            Finding(#""body": []"#, "'body' must be an object or a string, not an array", ".body"),
            Finding(
                #""body": {"mode": 7}"#, "'mode' must be a string, not a number", ".body.mode"),
            Finding(
                #""body": {"mode": "urlencoded", "urlencoded": 7}"#,
                "'urlencoded' must be an array or a string, not a number", ".body.urlencoded"),
            Finding(
                #""body": {"mode": "formdata", "formdata": [7]}"#,
                "'formdata' must be an array of objects, not a number", ".body.formdata[0]"),
            Finding(
                #""body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": 7}]}"#,
                "'src' must be a path or an array of paths, not a number",
                ".body.formdata[0].src"),
            Finding(
                #""body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": [7]}]}"#,
                "'src' must be a path, not a number", ".body.formdata[0].src[0]"),
            Finding(
                #""body": {"mode": "file", "file": 7}"#,
                "'file' must be an object or a path, not a number", ".body.file"),
            Finding(
                #""body": {"mode": "file", "file": {"src": []}}"#,
                "'src' must be a string, not an array", ".body.file.src"),
            Finding(
                #""body": {"mode": "graphql", "graphql": 7}"#,
                "'graphql' must be an object or a string, not a number", ".body.graphql"),
            Finding(
                #""certificate": "c.pem""#, "'certificate' must be an object, not a string",
                ".certificate"),
            Finding(
                #""certificate": {"name": "c"}"#, "the certificate names no file", ".certificate"),
            Finding(#""auth": "basic""#, "'auth' must be an object, not a string", ".auth"),
            Finding(
                #""auth": {"type": "basic", "basic": 7}"#,
                "'basic' must be an array or an object, not a number", ".auth.basic"),
            Finding(
                #""auth": {"type": "basic", "basic": [7]}"#,
                "'basic' must be an array of objects, not a number", ".auth.basic[0]"),
        ])
    func requestDefects(finding: Finding) {
        check(
            finding,
            in:
                #"{"item": [{"name": "F", "item": [{"name": "R", "request": {\#(finding.text)}}]}]}"#,
            path: "$.item[0].item[0].request", .error, item: "F / R")
    }

    @Test(
        "A member of a request that is read in spite of its form is a warning",
        arguments: [
            Finding(
                #""url": {"raw": "http://h/p"}"#, "the URL has only 'raw', which is not sent",
                ".url.raw"),
            Finding(
                #""url": {"path": 7}"#,
                "'path' should be an array or a string, not a number; it is taken as text",
                ".url.path"),
            Finding(
                #""url": {"host": {}}"#,
                "'host' should be a string, not an object; it is taken as JSON text", ".url.host"),
            Finding(
                #""url": {"auth": 7}"#, "'auth' should be an object, not a number; it is left out",
                ".url.auth"),
            Finding(
                #""url": {"path": [":id"], "variable": [{"key": "id", "value": 7}]}"#,
                "'value' should be a string, not a number; ':id' stays in the URL",
                ".url.variable[0].value"),
            Finding(
                #""url": {"variable": [{"value": "7"}]}"#,
                "a path variable without 'key' is left out", ".url.variable[0]"),
            Finding(
                #""header": [{"value": "x"}]"#, "a header without 'key' is not sent", ".header[0]"),
            Finding(
                #""header": [{"key": "a", "value": ["x"]}]"#,
                "'value' should be a string, not an array; it is taken as JSON text",
                ".header[0].value"),
            Finding(
                #""header": [{"key": "a", "value": "b", "disabled": "false"}]"#,
                "'disabled' should be true or false, not a string; it is taken as true",
                ".header[0].disabled"),
            Finding(
                #""body": {"mode": "xml", "raw": "<a/>"}"#,
                "the body mode 'xml' is not known, and taken as 'raw'", ".body.mode"),
            Finding(
                #""proxy": "p:1""#, "'proxy' should be an object, not a string; it is left out",
                ".proxy"),
            Finding(
                #""proxy": {"port": 1}"#, "the proxy names no host; it is left out", ".proxy"),
            Finding(
                #""body": {"raw": "x"}"#, "'body' has no 'mode', so it is not sent", ".body"),
            Finding(
                #""body": {"mode": "raw", "raw": "x", "options": {"raw": {"language": 7}}}"#,
                "'language' should be a string, not a number; it has no effect",
                ".body.options.raw.language"),
            Finding(
                #""auth": {"basic": []}"#, "'auth' has no 'type'; the authorization is inherited",
                ".auth"),
            Finding(
                #""auth": {"type": "basic", "basic": [{"value": "x"}]}"#,
                "a parameter without 'key' is left out", ".auth.basic[0]"),
        ])
    func requestRemarks(finding: Finding) {
        check(
            finding, in: #"{"item": [{"name": "R", "request": {\#(finding.text)}}]}"#,
            path: "$.item[0].request", .warning, item: "R")
    }

    @Test(
        "A member of an item that can mean nothing is an error",
        arguments: [
            Finding(
                #""request": [7]"#, "'request' must be an object or a URL, not an array",
                ".request"),
            Finding(#""event": 7"#, "'event' must be an array, not a number", ".event"),
            Finding(#""event": ["x"]"#, "'event' must be an object, not a string", ".event[0]"),
            Finding(
                #""event": [{"listen": 7}]"#, "'listen' must be a string, not a number",
                ".event[0].listen"),
            Finding(
                #""event": [{"listen": "test", "script": 7}]"#,
                "'script' must be a string or an array of strings, not a number",
                ".event[0].script"),
            Finding(
                #""event": [{"listen": "test", "script": {"exec": true}}]"#,
                "'exec' must be a string or an array of strings, not a boolean",
                ".event[0].script.exec"),
            Finding(
                #""protocolProfileBehavior": "x""#,
                "'protocolProfileBehavior' must be an object, not a string",
                ".protocolProfileBehavior"),
        ])
    func itemDefects(finding: Finding) {
        check(
            finding, in: #"{"item": [{"name": "R", "id": "i", \#(finding.text)}]}"#,
            path: "$.item[0]", .error, item: "R")
    }

    @Test(
        "A member of an item that is read in spite of its form is a warning",
        arguments: [
            Finding(
                #""name": {"a": 1}, "request": "h""#,
                "'name' should be a string, not an object; it is taken as JSON text", ".name"),
            Finding(
                #""id": "x""#, "an item without 'request' and 'item' has no URL to send to", ""),
            Finding(
                #""event": [{"listen": "tests", "script": "x"}]"#,
                "the event 'tests' is never triggered", ".event[0].listen"),
            Finding(
                #""event": [{"script": "x"}]"#, "an event without 'listen' is never triggered",
                ".event[0]"),
            Finding(
                #""event": [{"listen": "test", "script": {"src": "http://h/s.js", "exec": "x"}}]"#,
                "a script with 'src' is not fetched, so it never runs", ".event[0].script.src"),
            Finding(
                #""event": [{"listen": "test", "script": ["x", 7]}]"#,
                "'script' should be an array of strings, not a number; the line is taken as it is",
                ".event[0].script[1]"),
            Finding(
                #""variable": [{"key": "a"}]"#,
                "variables of a folder or request have no effect", ".variable"),
            Finding(
                #""protocolProfileBehavior": {"strictSSL": "no"}"#,
                "'strictSSL' should be a boolean, not a string; it has no effect",
                ".protocolProfileBehavior.strictSSL"),
            Finding(
                #""protocolProfileBehavior": {"maxRedirects": -1}"#,
                "'maxRedirects' must be a whole number, not -1; it has no effect",
                ".protocolProfileBehavior.maxRedirects"),
            Finding(
                #""protocolProfileBehavior": {"maxRedirects": 1.5}"#,
                "'maxRedirects' must be a whole number, not 1.5; it has no effect",
                ".protocolProfileBehavior.maxRedirects"),
            Finding(
                #""protocolProfileBehavior": {"protocolVersion": "http3"}"#,
                "'http3' has no effect in 'protocolVersion'",
                ".protocolProfileBehavior.protocolVersion"),
            Finding(
                #""protocolProfileBehavior": {"tlsDisabledProtocols": ["TLSv1_3", "TLS1"]}"#,
                "'TLS1' has no effect in 'tlsDisabledProtocols'",
                ".protocolProfileBehavior.tlsDisabledProtocols[1]"),
            Finding(
                #""protocolProfileBehavior": {"followRedirect": true}"#,
                "'followRedirect' of 'protocolProfileBehavior' has no effect",
                ".protocolProfileBehavior.followRedirect"),
            Finding(
                #""response": 7"#, "'response' should be an array, not a number; it is left out",
                ".response"),
            Finding(
                #""response": ["x"]"#,
                "'response' should be an object, not a string; it is left out", ".response[0]"),
            Finding(
                #""response": [{"code": "x"}]"#,
                "'code' should be a whole number, not a string; it is taken as 200",
                ".response[0].code"),
            Finding(
                #""response": [{"originalRequest": {"url": 7}}]"#,
                "'url' must be an object or a string, not a number",
                ".response[0].originalRequest.url"),
            Finding(
                #""request": "http://h/\ud800""#,
                "half a surrogate pair in a string is taken as U+FFFD", ".request"),
            Finding(
                #""request": "a", "request": "b""#,
                "'request' stands twice in the same object; the last one counts", ".request"),
        ])
    func itemRemarks(finding: Finding) {
        // Nothing is in an item yet if the parser finds something, or the name is none.
        let isNamed = ![".name", ".request"].contains(finding.path)
        let name = finding.path == ".name" ? "" : #""name": "R", "#
        check(
            finding, in: #"{"item": [{\#(name)\#(finding.text)}]}"#, path: "$.item[0]", .warning,
            item: isNamed ? "R" : nil)
    }

    @Test(
        "Variables without effect are reported, without the file's text",
        arguments: [
            Finding("7", "'variable' must be an object with 'key' and 'value', not a number", ""),
            Finding(#"{"value": "hidden"}"#, "a variable without 'key' is left out", ""),
            Finding(
                #"{"key": "a", "value": "hidden", "enabled": "no"}"#,
                "'enabled' should be true or false, not a string; it is taken as true", ".enabled"),
            Finding(
                #"{"key": "a", "value": "hidden", "type": 7}"#,
                "'type' should be a string, not a number; it has no effect", ".type"),
            Finding(
                #"{"key": "a", "value": "hidden", "value": "hidden"}"#,
                "'value' stands twice in the same object; the last one counts", ".value"),
        ])
    func variables(finding: Finding) {
        let source = JSONSource(name: "e", bytes: Array(#"{"values": [\#(finding.text)]}"#.utf8))
        var findings: [Diagnostic] = []
        do throws(DefinitionError) {
            findings = try DefinitionFile.environment(source).warnings
        } catch {
            findings = error.diagnostics
        }
        #expect(findings.map(\.message) == [finding.message])
        #expect(findings.first?.place.jsonPath == "$.values[0]" + finding.path)
        #expect(findings.first?.place.lineText == nil)
    }

    @Test func `Of too many findings the rest is counted`() {
        let items = Array(repeating: #"{"request": 7, "event": [{}]}"#, count: 70)
        let findings = Self.findings(#"{"item": [\#(items.joined(separator: ","))]}"#)
        #expect(findings.count == 102)
        #expect(findings.suffix(2).map(\.message) == ["20 more errors", "20 more warnings"])
    }

    @Test func `A body of mode 'none' is without findings`() {
        let text = #"{"item": [{"request": {"url": "h", "body": {"mode": "none"}}}]}"#
        #expect(Self.findings(text).isEmpty)
    }

    @Test func `What an export of the app has is without findings`() {
        let text = #"""
            {"info": {"_postman_id": "i", "name": "C", "schema": "s", "_exporter_id": "1"},
             "auth": {}, "variables": [],
             "item": [{"name": "F", "description": "d", "item": [
                {"name": "R", "event": [{"listen": "test", "script":
                    {"exec": [""], "type": "text/javascript", "packages": {}, "requests": {}}}],
                 "protocolProfileBehavior": {"disableBodyPruning": true, "maxRedirects": 3,
                    "disabledSystemHeaders": {"accept": true}, "tlsDisabledProtocols": []},
                 "request": {"auth": {"type": "noauth"}, "method": "POST",
                    "header": [{"key": "", "value": "", "type": "text", "disabled": true}],
                    "body": {"mode": "raw", "raw": "", "options": {"raw": {"language": "json"}}},
                    "url": {"raw": "{{u}}/:a", "host": ["{{u}}"], "path": [":a"],
                            "query": [{"key": null, "value": null}, {"key": "x", "value": null}],
                            "variable": [{"key": "a", "value": null}]}},
                 "response": [{"name": "ok", "originalRequest": {"method": "GET", "header": [],
                    "body": {}, "url": {"raw": ""}}, "status": "OK", "code": 200,
                    "_postman_previewlanguage": "json", "header": null, "cookie": [],
                    "responseTime": null, "body": null}]}]}],
             "event": [{"listen": "prerequest", "script": {"type": "text/javascript", "exec": []}}],
             "variable": [{"key": "a", "value": "1", "type": "string"}]}
            """#
        #expect(Self.findings(text).isEmpty)
    }
}
