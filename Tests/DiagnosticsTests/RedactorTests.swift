import Diagnostics
import Testing
import TextEncoding

struct RedactorTests {
    private static func redactor(_ secrets: String...) -> Redactor {
        var redactor = Redactor()
        for secret in secrets { redactor.add(secret) }
        return redactor
    }

    @Test(
        "A text is a secret that equals one, or contains a long one",
        arguments: [
            ("test", true), ("a test", false), ("sixteen-letters!", true),
            ("Bearer sixteen-letters!", true), ("sixteen", false), ("", false),
            ("c2l4dGVlbi1sZXR0ZXJzIQ==", true),
        ])
    func secrets(text: String, isSecret: Bool) {
        #expect(Self.redactor("test", "sixteen-letters!").isSecret(text) == isSecret)
    }

    @Test(
        "Secrets are masked in every spelling",
        arguments: [
            ("key=s3cr&t!x", "key=********"), ("key=s3cr%26t%21x.", "key=********."),
            ("nothing here", "nothing here"), ("s3cr&t!xs3cr&t!x", "****************"),
        ])
    func masking(text: String, expected: String) {
        let redactor = Self.redactor("s3cr&t!x", "ab")
        #expect(redactor.redact(text) == expected)
        #expect(redactor.redact(Array(text.utf8)) == Array(expected.utf8))
    }

    @Test(
        "What a secret becomes in URLs, forms, JSON and consoles is masked too",
        arguments: [
            ("a b&c=d/e+f", "http://h/?k=a%20b&c=d/e+f"), ("a b&c=d", "k=a+b%26c%3Dd"),
            ("a b&c=d/e+f", "k=a%20b%26c=d%2Fe%2Bf"), ("a b&c=d/e+f", "k=a%20b%26c=d%2fe%2bf"),
            ("a b&c=d/e+f", "k=a%2520b%2526c%253Dd%252Fe%252Bf"),
            ("x{y}z/w-1", "http://h/x%7By%7Dz/w-1"), ("p:w@ d", "http://u:p%3Aw%40%20d@h/"),
            ("Zq7Canary9-Secret", "http://zq7canary9-secret.test/"),
            ("käse-Geheim", "http://xn--kse-geheim-q5a.test/"),
            ("ka\u{308}se.test-Ort", "http://a.xn--kse-qla.test-ort/"),
            ("say \"hi\" now", #"{"k": "say \"hi\" now"}"#),
            ("say \"hi\" now", #"{"data": "{\"k\": \"say \\\"hi\\\" now\"}"}"#),
            ("say \"hi\" now", "<p>say &quot;hi&#34; now</p>"),
            ("say \"hi\" now", "<p>say &#x22;hi&#34; now</p>"),
            ("say 'hi' <now>", "<p>say &#39;hi&apos; &lt;now&gt;</p>"),
            (#"back\slash"#, #"{"k": "back\\slash"}"#),
            (#"back\new\tx"#, #"{"k": "back\\new\\tx"}"#),
            ("one\ntwo\tthree", #"{"k": "one\ntwo\tthree"}"#),
            ("one\ntwo\tthree", "k: |\n    one\n    two\tthree"),
            ("ab/cd==1", #"{"k": "ab\/cd==1"}"#),
            ("käse/€😀", #"{"k": "k\u00e4se/\u20ac\ud83d\ude00"}"#),
            ("käse/€😀", #"{"k": "k\u00e4se\/\u20ac\ud83d\ude00"}"#),
            ("käse/€😀", "'k\\xE4se/€😀'"), ("käse", "?k=k%C3%A4se"),
            ("käse-secret", "k%E4se-secret"), ("käse/€😀", "k%E4se/%u20AC%uD83D%uDE00"),
            ("long%b+cde-secret", "k=long%25b%2Bcde-secret"), ("a%b+c", "k=a%25b%2Bc&l=1"),
            ("a%b+c", "k=a%25b%2bc"), ("x% ab-dé%f g", "http://h/x%%20ab-d%C3%A9%f%20g"),
            ("x% ab-dé%f g", "k=x%25+ab-d%C3%A9%25f+g"),
            ("x% abéü", "http://h/x%%20ab%C3%A9%C3%BC"),
            ("a&b", "k=a%26b"), ("a+é", "k=a%2B%C3%A9&l=1"), ("a+b", "k=a%2bb"), ("a b", "k=a+b&l"),
            ("a\"b", #"{"k":"a\"b"}"#),
            ("käse-secret", "kÃ¤se-secret"), ("käse=secret", "k=C3=A4se=3Dse=\r\ncret"),
            ("plain=secret", "plain=3Dse=\ncret"),
            ("CAN&bc/def+ghi=", "CAN&amp;bc/def+ghi=\nnext"),
            ("CAN&bc/def+ghi==", "CAN&amp;bc/def+ghi==\r\nnext"),
            ("käse-secret", Base64.encode([0x6B, 0xE4] + Array("se-secret".utf8))),
            ("plain-secret", Base64.encode("plain-secret".utf8.flatMap { [$0, 0] })),
        ])
    func spellings(secret: String, text: String) {
        let masked = Self.redactor(secret).redact(text)
        #expect(masked.contains(Redactor.mask))
        #expect(masked.utf8.count <= text.utf8.count + Redactor.mask.utf8.count - secret.utf8.count)
    }

    @Test("Base64 of base64 is masked wherever the secret begins", arguments: 0...8)
    func encodedTwice(offset: Int) {
        let redactor = Self.redactor("secret/value?1")
        let before = String(repeating: "u", count: offset % 3)
        let inner = Base64.encode(Array((before + "secret/value?1").utf8))
        let outer = String(repeating: "u", count: offset / 3) + inner
        #expect(redactor.redact(Base64.encode(Array(outer.utf8))).contains(Redactor.mask))
    }

    @Test func `Each line of a key is masked, and its ordinary lines are not`() {
        let lines = ["MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "x9Jq/0aGZkzZQw+SIjmRpTuk8Q=="]
        let key = "-----BEGIN PRIVATE KEY-----\n\(lines.joined(separator: "\n"))\n-----END"
        let redactor = Self.redactor(key, "one ordinary sentence\nhttps://host/path?a=1")
        for line in lines { #expect(redactor.redact("1: \(line)") == "1: ********") }
        let text = "-----BEGIN PRIVATE KEY----- https://host/path?a=1"
        #expect(redactor.redact(text) == text)
    }

    @Test func `UTF-16 is masked in bytes`() {
        let bytes = "key=käse-secret".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let shown = Self.redactor("käse-secret").redact(bytes)
        #expect(shown.starts(with: bytes[..<7]))
        #expect(shown.contains(UInt8(ascii: "*")) && !shown.contains(0xE4))
    }

    @Test func `Composed and decomposed letters are the same`() {
        #expect(Self.redactor("cafe\u{301}-secret").redact("caf\u{E9}-secret") == "********")
        #expect(Self.redactor("caf\u{E9}-secret").redact("cafe\u{301}-secret") == "********")
    }

    @Test(
        "Base64 of short and ordinary secrets is masked wherever they begin",
        arguments: ["9x7!", "test", "a1-b2", "12345", "Pass12"], 0...4)
    func shortBase64(secret: String, offset: Int) {
        let redactor = Self.redactor(secret)
        let text = Base64.encode(Array((String(repeating: "u", count: offset) + secret).utf8))
        let masked = redactor.redact("b is \(text).")
        #expect(masked.contains(Redactor.mask))
        #expect(!masked.contains(Base64.encode(Array(secret.utf8)).prefix(5)))
        if secret.count > 5 { return }
        // In a longer word, it is not masked as it is either.
        let longer = Base64.encode(Array((secret + "istrator").utf8))
        #expect(redactor.redact("b is \(longer).") == "b is \(longer).")
    }

    @Test("Base64 and hexadecimal digits are masked wherever the secret begins", arguments: 0...5)
    func encoded(offset: Int) {
        let redactor = Self.redactor("secret/value?1")
        let bytes = Array((String(repeating: "u", count: offset) + "secret/value?1 and more").utf8)
        for text in [Base64.encode(bytes), Base64.encodeURLSafe(bytes), Hexadecimal.encode(bytes)] {
            let masked = redactor.redact("x \(text) y")
            #expect(masked.contains(Redactor.mask))
            #expect(masked.utf8.count < text.utf8.count - 5)
        }
        let folded = Base64.encode(bytes).enumerated()
            .map { $0.offset % 10 == 9 ? "\($0.element)\r\n" : "\($0.element)" }.joined()
        #expect(redactor.redact(folded).contains(Redactor.mask))
    }

    @Test func `The beginning of a secret is masked if an ellipsis follows`() {
        let redactor = Self.redactor("0123456789abcdefghij", "0123456789xyz-other")
        #expect(redactor.redact("expected '0123456789abc…' to be") == "expected '********…' to be")
        #expect(redactor.redact("0123456789x...") == "********...")
        #expect(redactor.redact("0123456789q…") == "0123456789q…")
    }

    @Test func `Secrets of single requests are forgotten in their order`() {
        var redactor = Self.redactor("lasting-secret")
        redactor.add("lasting-secret", for: .request)
        for number in 0...32 { redactor.add("mac=\(1000 + number)&", for: .request) }
        #expect(redactor.redact("mac=1000& mac%3D1000%26") == "mac=1000& mac%3D1000%26")
        #expect(redactor.redact("mac=1001& mac%3D1001%26") == "******** ********")
        #expect(redactor.redact("lasting-secret") == Redactor.mask)
    }

    @Test func `A secret that is used again and again is not forgotten`() {
        var redactor = Redactor()
        for number in 0..<3_000 {
            if number % 100 == 0 { redactor.add("Always-Sent-1", for: .use) }
            // The others are used twice.
            for _ in 0..<2 { redactor.add("token-\(10_000 + number)", for: .use) }
        }
        #expect(redactor.redact("Always-Sent-1 token-10000") == "******** token-10000")
        for number in 0..<600 { redactor.add("other-\(1_000 + number)", for: .use) }
        #expect(redactor.redact("Always-Sent-1") == "Always-Sent-1")
    }

    @Test func `Secrets that were in use are forgotten after many others`() {
        var redactor = Redactor()
        for number in 0...257 {
            redactor.add("token-\(1000 + number)", for: .use) { $0 == "token-1000" }
        }
        // The first one is still in use.
        #expect(redactor.redact("token-1000") == Redactor.mask)
        #expect(redactor.redact("token-1001") == "token-1001")
        #expect(redactor.redact("token-1002") == Redactor.mask)
    }

    @Test func `Secrets of the same bytes in other lengths are known and forgotten one by one`() {
        var redactor = Redactor()
        for length in 8..<48 {
            redactor.add(String(repeating: "7", count: length), for: .request)
        }
        // Those of 8 to 15 bytes are forgotten.
        let forgotten = String(repeating: "7", count: 15)
        #expect(redactor.redact(forgotten) == forgotten)
        #expect(redactor.redact(forgotten + "7") == Redactor.mask)
        redactor.add(forgotten)
        #expect(redactor.redact(forgotten) == Redactor.mask)
    }

    @Test func `Forgetting a secret of a request never unmasks one of the run`() {
        var redactor = Redactor()
        redactor.add("a%2Fb-secret", for: .request)
        redactor.add("same-secret-1", for: .request)
        redactor.add("a/b-secret")
        redactor.add("same-secret-1")
        for number in 0...40 { redactor.add("mac=\(1000 + number)&", for: .request) }
        #expect(redactor.redact("a/b-secret a%2Fb-secret") == "******** ********")
        #expect(redactor.redact("same-secret-1") == Redactor.mask)
    }

    @Test func `Secrets that overlap become one mask`() {
        let redactor = Self.redactor("abcd-efgh", "abcd-efgh-ijk", "ijk-lmnop")
        #expect(redactor.redact("xabcd-efgh-ijkx abcd-efghx") == "x********x ********x")
        #expect(redactor.redact("abcd-efgh-ijk-lmnop.") == "********.")
    }

    @Test(
        "Short and ordinary secrets are masked only as whole values",
        arguments: [
            (#"{"test":"test","tests":"a test"}"#, #"{"test":"********","tests":"a test"}"#),
            ("test", "********"), ("test=test&x=test", "test=********&x=********"),
            ("test://test/contest?test=1", "test://test/contest?test=********"),
            (#"{"id":1,"x":"1","n":12}"#, #"{"id":1,"x":"********","n":12}"#),
            ("pin=4711&a", "pin=********&a"), (#"{"pin":4711}"#, #"{"pin":********}"#),
            ("port :4711/", "port :4711/"), ("<b>test</b>", "<b>********</b>"),
            ("pw hunter2!", "pw ********!"), ("xhunter2 hunter21", "xhunter2 hunter21"),
            (#"{"hunter2": "hunter2"}"#, #"{"hunter2": "********"}"#),
            ("x68756e74657232", "x********"), ("Basic OmhvdXJnbGFzcw==", "Basic Om********w=="),
            ("an hourglass, hourglasses", "an ********, hourglasses"), ("74657374", "********"),
            (#"{\"k\":\"test\"}"#, #"{\"k\":\"********\"}"#),
            ("k=%25&l=1%25", "k=********&l=1%25"),
        ])
    func weak(text: String, expected: String) {
        let redactor = Self.redactor("test", "1", "4711", "hunter2", "hourglass", "%")
        #expect(redactor.redact(text) == expected)
    }

    @Test func `Names show short secrets and hide long ones`() {
        let redactor = Self.redactor("test", "long-secret-1")
        #expect(redactor.redactName("test") == "test")
        #expect(redactor.redactName("X-long-secret-1") == "X-********")
    }

    @Test(
        "An excerpt hides what its names call a secret",
        arguments: [
            (#"[{"password":"abc",}]"#, #"[{"password":"***",}]"#),
            (#"{"key":"apiKey","value":"a\"b",}"#, #"{"key":"apiKey","value":"****",}"#),
            (#"{"key":"url","value":"http://h",}"#, #"{"key":"url","value":"http://h",}"#),
            (#"  "value": "abc""#, #"  "value": "***""#), ("  token: abc", "  token: ***"),
            ("    value: &abc x", "    value: ******"), ("  token: a[b, c", "  token: ******"),
            ("API_KEY=abc", "API_KEY=***"), (#"{"password":"abc"#, #"{"password":"***"#),
            (#"{"tokenUrl":"http://h","x":1}"#, #"{"tokenUrl":"http://h","x":1}"#),
            (#"{"url":"https://me:a/b@c@host/p"}"#, #"{"url":"https://me:*****@host/p"}"#),
            (#"{"url":"https://host:80/p"}"#, #"{"url":"https://host:80/p"}"#),
            (#"{"key":"addTokenTo","value":"body"}"#, #"{"key":"addTokenTo","value":"body"}"#),
            (#"  "value": "{{token}}","#, #"  "value": "{{token}}","#),
            (#"  "value": "x{{token}}","#, #"  "value": "**********","#),
            (#"{"hasToken":true,"token":null}"#, #"{"hasToken":true,"token":null}"#),
        ])
    func excerpts(line: String, expected: String) {
        #expect(SecretExcerpt.masked(line) == expected)
    }

    @Test func `An excerpt of rows shows their names alone`() {
        let line = #"  ["abc"], {"user": "x", "n": 12}"#
        #expect(SecretExcerpt.maskedTexts(line) == #"  ["***"], {"user": "*", "n": **}"#)
    }
}
