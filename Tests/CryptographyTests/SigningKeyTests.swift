import Cryptography
import Testing

/// Keys made and signatures judged by the `openssl` command.
@Suite struct SigningKeyTests {
    private let message = Array("what is signed".utf8)

    private func rsa() throws -> OpenSSLCommand {
        let openssl = try OpenSSLCommand()
        try openssl.run(
            "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem")
        try openssl.run("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
        try openssl.write(message, to: "message")
        return openssl
    }

    @Test(arguments: [DigestAlgorithm.sha1, .sha256, .sha384, .sha512])
    func rsaSignaturesAreAccepted(digest: DigestAlgorithm) throws {
        let openssl = try rsa()
        let key = try SigningKey(pem: openssl.text("key.pem"))
        #expect(key.kind == .rsa(bits: 2048))
        let name = "-" + digest.rawValue.lowercased().replacing("-", with: "")
        try openssl.write(key.signature(of: message, by: .rsaPKCS1(digest)), to: "signature")
        try openssl.run(
            "dgst", name, "-verify", "public.pem", "-signature", "signature", "message")
        try openssl.write(key.signature(of: message, by: .rsaPSS(digest)), to: "signature")
        try openssl.run(
            "dgst", name, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest",
            "-verify", "public.pem", "-signature", "signature", "message")
    }

    @Test(arguments: [
        ("prime256v1", 32, DigestAlgorithm.sha256), ("secp384r1", 48, .sha384),
        ("secp521r1", 66, .sha512),
    ])
    func curveSignaturesAreOfFixedWidth(
        curve: String, width: Int, digest: DigestAlgorithm
    ) throws {
        let openssl = try OpenSSLCommand()
        try openssl.run("ecparam", "-name", curve, "-genkey", "-noout", "-out", "key.pem")
        try openssl.run("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
        try openssl.write(message, to: "message")
        let key = try SigningKey(pem: openssl.text("key.pem"))
        #expect(key.kind == .ellipticCurve(curve))
        let signature = try key.signature(of: message, by: .ecdsa(digest))
        try #require(signature.count == 2 * width)
        let pair = der(Array(signature[..<width])) + der(Array(signature[width...]))
        let length = pair.count < 128 ? [UInt8(pair.count)] : [0x81, UInt8(pair.count)]
        try openssl.write([0x30] + length + pair, to: "signature")
        let name = "-" + digest.rawValue.lowercased().replacing("-", with: "")
        try openssl.run(
            "dgst", name, "-verify", "public.pem", "-signature", "signature", "message")
    }

    /// A number as DER's INTEGER.
    private func der(_ number: [UInt8]) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.isEmpty || digits[0] >= 0x80 { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }

    @Test func keysAreReadInAllTheirForms() throws {
        let openssl = try rsa()
        try openssl.run("rsa", "-in", "key.pem", "-traditional", "-out", "old.pem")
        try openssl.run(
            "pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:open", "-out", "locked.pem")
        try openssl.run(
            "rsa", "-in", "key.pem", "-traditional", "-aes128", "-passout", "pass:open", "-out",
            "oldlocked.pem")
        try openssl.run(
            "pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "DER", "-out", "der")
        let expected = try SigningKey(pem: openssl.text("key.pem"))
            .signature(of: message, by: .rsaPKCS1(.sha256))
        let oneLine = try openssl.text("key.pem").replacing("\n", with: "\\n")
        let keys = [
            try SigningKey(pem: openssl.text("old.pem")),
            try SigningKey(pem: openssl.text("locked.pem"), passphrase: "open"),
            try SigningKey(pem: openssl.text("oldlocked.pem"), passphrase: "open"),
            try SigningKey(pem: oneLine, passphrase: ""),
            try SigningKey(der: openssl.bytes("der")),
        ]
        for key in keys {
            #expect(try key.signature(of: message, by: .rsaPKCS1(.sha256)) == expected)
        }
        for locked in ["locked.pem", "oldlocked.pem"] {
            let pem = try openssl.text(locked)
            #expect(throws: SigningKeyError.needsPassphrase) { try SigningKey(pem: pem) }
            #expect(throws: SigningKeyError.wrongPassphrase) {
                try SigningKey(pem: pem, passphrase: "shut")
            }
        }
        let published = try openssl.text("public.pem")
        #expect(throws: SigningKeyError.otherContent("PUBLIC KEY")) {
            try SigningKey(pem: published)
        }
    }

    @Test func whatIsNoKeyIsAnError() throws {
        #expect(throws: SigningKeyError.notPEM) { try SigningKey(pem: "") }
        #expect(throws: SigningKeyError.notPEM) { try SigningKey(pem: "s3cret") }
        let broken = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
        #expect(throws: SigningKeyError.self) { try SigningKey(pem: broken) }
        #expect(throws: SigningKeyError.self) { try SigningKey(der: []) }
        let openssl = try OpenSSLCommand()
        try openssl.run("genpkey", "-algorithm", "ED25519", "-out", "key.pem")
        let other = try openssl.text("key.pem")
        #expect(throws: SigningKeyError.unsupported("ED25519")) { try SigningKey(pem: other) }
    }

    @Test func aKeySignsOnlyWithItsOwnAlgorithms() throws {
        let openssl = try OpenSSLCommand()
        try openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
        let key = try SigningKey(pem: openssl.text("key.pem"))
        #expect(throws: CryptographyError.self) {
            try key.signature(of: message, by: .rsaPSS(.sha256))
        }
    }
}
