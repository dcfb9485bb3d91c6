import Cryptography
import HTTPModel
import Testing
import TextEncoding

@testable import Signing

/// The examples of RFC 5849 §1.2 and §3.4.1.1, of OAuth Core 1.0 appendix A, and of Twitter's
/// manual.
@Suite struct OAuth1Tests {
    private let printer: [(String, Value)] = [
        ("consumerKey", "dpf43f3p2l4k3l03"), ("consumerSecret", "kd94hf93k423kf44"),
        ("token", "nnch734d00sl2jdk"), ("tokenSecret", "pfkkdhi9sl3r4s00"),
        ("signatureMethod", "HMAC-SHA1"),
    ]
    private let photos = "http://photos.example.net/photos?file=vacation.jpg&size=original"

    private func header(_ request: HTTPRequest) throws -> [String: String] {
        let text = try #require(request.headers["Authorization"])
        try #require(text.hasPrefix("OAuth "))
        var fields: [String: String] = [:]
        for part in text.dropFirst("OAuth ".count).split(separator: ",") {
            let (name, value) = (part.prefix { $0 != "=" }, part.drop { $0 != "=" })
            fields[String(name)] = PercentEncoding.strict.decode(value.dropFirst(2).dropLast())
        }
        return fields
    }

    @Test(arguments: [
        ("137131202", "chapoH", "", "MdpQcU8iPSUjWoN/UDMsK2sui9I="),
        ("1191242096", "kllo9940pd9333jh", "1.0", "tR3+Ty81lMeYAr/Fid0kMTYa/WM="),
    ])
    func photosAreSignedAsPublished(
        timestamp: String, nonce: String, version: String, expected: String
    ) throws {
        let request = try signed(
            "oauth1",
            printer + [
                ("timestamp", .string(timestamp)), ("nonce", .string(nonce)),
                ("version", .string(version)), ("addParamsToHeader", true), ("realm", "Photos"),
            ], HTTPRequest("GET", photos))
        let fields = try header(request)
        #expect(fields["oauth_signature"] == expected)
        #expect(fields["realm"] == "Photos")
        #expect(fields["oauth_version"] == (version.isEmpty ? nil : version))
        #expect(request.url == photos)
    }

    @Test(arguments: [
        ("https://api.twitter.com/1/statuses/update.json", "tnnArxj06cWHq44gCs1OSKk/jLY="),
        ("https://api.twitter.com/1.1/statuses/update.json", "hCtSmYh+iHYCEqBWrE7C7hYmtUk="),
    ])
    func aFormIsSignedAsPublished(url: String, expected: String) throws {
        let request = try signed(
            "oauth1",
            [
                ("consumerKey", "xvz1evFS4wEEPTGEFPHBog"),
                ("consumerSecret", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
                ("token", "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
                ("tokenSecret", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"),
                ("nonce", "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg"),
                ("timestamp", "1318622958"), ("version", "1.0"), ("addParamsToHeader", true),
                ("includeBodyHash", true),
            ],
            HTTPRequest(
                "POST", url + "?include_entities=true",
                body: "status=Hello%20Ladies%20%2B%20Gentlemen%2C%20a%20signed%20OAuth%20request%21"
            ),
            contentType: "application/x-www-form-urlencoded")
        let fields = try header(request)
        #expect(fields["oauth_signature"] == expected)
        // Forms have no body hash: they are signed themselves.
        #expect(fields["oauth_body_hash"] == nil)
    }

    @Test func theBaseStringOfRFC5849() {
        let request = HTTPRequest(
            "POST", "http://EXAMPLE.com:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b")
        let parameters = [
            ("oauth_consumer_key", "9djdj82h48djs9d2"), ("oauth_token", "kkk9d7dh3k39sjv7"),
            ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "137131201"),
            ("oauth_nonce", "7d8f3e4a"), ("c2", ""), ("a3", "2 q"),
        ]
        #expect(
            OAuth1BaseString(request, parameters).text
                == "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da"
                + "%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs"
                + "9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_time"
                + "stamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7")
    }

    @Test func parametersGoToTheQueryOrToTheForm() throws {
        let own = printer + [("nonce", "n"), ("timestamp", "1")]
        let query = try signed(
            "oauth1", own, HTTPRequest("GET", photos + "&oauth_token=old", [("Authorization", "x")])
        )
        #expect(
            query.url.hasPrefix(photos + "&oauth_consumer_key=dpf43f3p2l4k3l03&oauth_token=nnch"))
        #expect(query.url.contains("&oauth_signature="))
        #expect(query.headers.fields.isEmpty)
        let form = try signed(
            "oauth1", own, HTTPRequest("PUT", photos, body: "a=1&oauth_nonce=old"),
            contentType: "application/x-www-form-urlencoded; charset=utf-8")
        #expect(form.url == photos)
        #expect(form.bodyText.hasPrefix("a=1&oauth_consumer_key=dpf43f3p2l4k3l03&"))
        #expect(!form.bodyText.contains("old"))
        let emptyForm = try signed("oauth1", own, HTTPRequest("POST", photos), isEmptyForm: true)
        #expect(emptyForm.url == photos)
        #expect(emptyForm.bodyText.hasPrefix("oauth_consumer_key=dpf43f3p2l4k3l03&"))
        let unsent = try signed("oauth1", own, HTTPRequest("DELETE", photos), isEmptyForm: true)
        #expect(unsent.url.contains("&oauth_signature="))
        #expect(unsent.body == nil)
        let json = try signed(
            "oauth1", own, HTTPRequest("POST", photos, body: "{}"), contentType: "application/json")
        #expect(json.bodyText == "{}")
        #expect(json.url.contains("&oauth_signature="))
    }

    @Test func emptyParametersAreSignedWhereAskedFor() throws {
        let own: [(String, Value)] = [
            ("consumerKey", "k"), ("consumerSecret", "a&b"), ("signatureMethod", "PLAINTEXT"),
            ("addParamsToHeader", true), ("addEmptyParamsToSign", true), ("callback", "oob"),
        ]
        let fields = try header(try signed("oauth1", own, HTTPRequest("GET", photos)))
        #expect(fields["oauth_token"] == "")
        #expect(fields["oauth_callback"] == "oob")
        #expect(fields["oauth_signature"] == "a%26b&")
        let raw = try signed(
            "oauth1", own + [("disableHeaderEncoding", true)], HTTPRequest("GET", photos))
        #expect(raw.headers["Authorization"]?.contains(#"oauth_signature="a%26b&""#) == true)
    }

    @Test func anUnusableKeyIsAnErrorThatNamesIt() {
        let own =
            printer.filter { $0.0 != "signatureMethod" } + [
                ("signatureMethod", "RSA-SHA256"), ("privateKey", "not a key"),
            ]
        #expect(
            failure { _ = try signed("oauth1", own, HTTPRequest("GET", photos)) }
                == .invalidParameter(key: "privateKey", problem: .unusableKey(.notPEM)))
    }
}
