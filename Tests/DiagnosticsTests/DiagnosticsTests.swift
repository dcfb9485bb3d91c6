import Diagnostics
import Testing

struct DiagnosticsTests {
    @Test func `A diagnostic shows place, excerpt, caret and help`() {
        let place = Place(
            file: "c.json", position: TextPosition(line: 12, column: 5), lineText: "  { x",
            jsonPath: "$.item[0]", item: "A / B")
        let text = DiagnosticRenderer(usesColor: false)
            .render(Diagnostic(.error, "expected ','", at: place, help: ["add it"]))
        #expect(
            text == """
                error: expected ','
                  --> c.json:12:5 at $.item[0] in 'A / B'
                    |
                 12 |   { x
                    |     ^
                  help: add it

                """)
    }

    @Test func `A long line is cut around the caret`() {
        let line = String(repeating: "a", count: 500) + "!" + String(repeating: "b", count: 500)
        let place = Place(file: "f", position: TextPosition(line: 1, column: 501), lineText: line)
        let lines = DiagnosticRenderer(usesColor: false).render(Diagnostic(.error, "m", at: place))
            .split(separator: "\n").map(String.init)
        #expect(lines[3].count < 110)
        let caret = lines[4].firstIndex(of: "^").map {
            lines[4].distance(from: lines[4].startIndex, to: $0)
        }
        let mark = lines[3].firstIndex(of: "!").map {
            lines[3].distance(from: lines[3].startIndex, to: $0)
        }
        #expect(caret == mark)
    }

    @Test(
        "A text is a secret that equals one, or holds a long one",
        arguments: [
            ("test", true), ("a test", false), ("sixteen-letters!", true),
            ("Bearer sixteen-letters!", true), ("sixteen", false), ("", false),
        ])
    func secrets(text: String, isSecret: Bool) {
        var redactor = Redactor()
        redactor.add("test")
        redactor.add("sixteen-letters!")
        #expect(redactor.isSecret(text) == isSecret)
    }

    @Test(
        "Secrets are masked in every spelling",
        arguments: [
            ("key=s3cr&t!x", "key=********"), ("key=s3cr%26t%21x.", "key=********."),
            ("nothing here", "nothing here"), ("s3cr&t!xs3cr&t!x", "****************"),
        ])
    func masking(text: String, expected: String) {
        var redactor = Redactor()
        redactor.add("s3cr&t!x")
        redactor.add("ab")
        #expect(redactor.redact(text) == expected)
        #expect(redactor.redact(Array(text.utf8)) == Array(expected.utf8))
    }

    @Test(
        "What a secret becomes in URLs, forms and JSON is masked too",
        arguments: [
            ("a b&c=d", "http://h/?k=a%20b&c=d"), ("a b&c=d", "k=a+b%26c%3Dd"),
            ("a b&c=d", "k=a%20b%26c=d"), ("x{y}z/w", "http://h/x%7By%7Dz/w"),
            ("p:w@ d", "http://u:p%3Aw%40%20d@h/"), ("say \"hi\"", #"{"k": "say \"hi\""}"#),
            (#"back\slash"#, #"{"k": "back\\slash"}"#), ("one\ntwo\t3", #"{"k": "one\ntwo\t3"}"#),
            ("ab/cd==", #"{"k": "ab\/cd=="}"#),
            ("käse/€😀", #"{"k": "k\u00e4se/\u20ac\ud83d\ude00"}"#),
            ("käse/€😀", #"{"k": "k\u00e4se\/\u20ac\ud83d\ude00"}"#), ("käse", "?k=k%C3%A4se"),
        ])
    func spellings(secret: String, text: String) {
        var redactor = Redactor()
        redactor.add(secret)
        let masked = redactor.redact(text)
        #expect(masked.contains(Redactor.mask))
        #expect(masked.utf8.count <= text.utf8.count + Redactor.mask.utf8.count - secret.utf8.count)
    }

    @Test func `Secrets of single requests are forgotten in their order`() {
        var redactor = Redactor()
        redactor.add("lasting-secret")
        redactor.addPassing("lasting-secret")
        for number in 0...Redactor.keptPassingSecrets {
            redactor.addPassing("mac=\(1000 + number)&")
        }
        #expect(redactor.redact("mac=1000& mac%3D1000%26") == "mac=1000& mac%3D1000%26")
        #expect(redactor.redact("mac=1001& mac%3D1001%26") == "******** ********")
        #expect(redactor.redact("lasting-secret") == Redactor.mask)
    }

    @Test func `The longest secret at a place wins`() {
        var redactor = Redactor()
        redactor.add("abcd")
        redactor.add("abcdef")
        #expect(redactor.redact("xabcdefx abcdx") == "x********x ********x")
    }
}
