import Cryptography
import Testing

/// Keys made and signatures judged by the `openssl` command.
@Suite struct PrivateKeyTests {
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
        let key = try AsymmetricKey(pem: openssl.text("key.pem"))
        #expect(key.kind == .rsa(bits: 2048))
        let name = "-" + digest.rawValue.lowercased().replacing("-", with: "")
        try openssl.write(key.signature(of: message, digest, .pkcs1), to: "signature")
        try openssl.run(
            "dgst", name, "-verify", "public.pem", "-signature", "signature", "message")
        let length = try digest.digest(of: []).count
        try openssl.write(
            key.signature(of: message, digest, .pss(saltLength: length)), to: "signature")
        try openssl.run(
            "dgst", name, "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest",
            "-verify", "public.pem", "-signature", "signature", "message")
    }

    @Test(arguments: [
        (AsymmetricKey.Curve.p256, 32, DigestAlgorithm.sha256), (.p384, 48, .sha384),
        (.p521, 66, .sha512),
    ])
    func curveSignaturesAreOfFixedWidth(
        curve: AsymmetricKey.Curve, width: Int, digest: DigestAlgorithm
    ) throws {
        let openssl = try OpenSSLCommand()
        try openssl.run("ecparam", "-name", curve.rawValue, "-genkey", "-noout", "-out", "key.pem")
        try openssl.run("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
        try openssl.write(message, to: "message")
        let key = try AsymmetricKey(pem: openssl.text("key.pem"))
        #expect(key.kind == .ellipticCurve(curve))
        let signature = try key.signature(of: message, digest)
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
        let expected = try AsymmetricKey(pem: openssl.text("key.pem"))
            .signature(of: message, .sha256, .pkcs1)
        let oneLine = try openssl.text("key.pem").replacing("\n", with: "\\n")
        let keys = [
            try AsymmetricKey(pem: openssl.text("old.pem")),
            try AsymmetricKey(pem: openssl.text("locked.pem"), passphrase: "open"),
            try AsymmetricKey(pem: openssl.text("oldlocked.pem"), passphrase: "open"),
            try AsymmetricKey(pem: oneLine, passphrase: ""),
            try AsymmetricKey(der: openssl.bytes("der")),
        ]
        for key in keys {
            #expect(try key.signature(of: message, .sha256, .pkcs1) == expected)
        }
        for locked in ["locked.pem", "oldlocked.pem"] {
            let pem = try openssl.text(locked)
            #expect(throws: PrivateKeyError.needsPassphrase) { try AsymmetricKey(pem: pem) }
            #expect(throws: PrivateKeyError.wrongPassphrase) {
                try AsymmetricKey(pem: pem, passphrase: "shut")
            }
        }
        let published = try openssl.text("public.pem")
        #expect(throws: PrivateKeyError.otherContent("PUBLIC KEY")) {
            try AsymmetricKey(pem: published)
        }
    }

    @Test func whatIsNoKeyIsAnError() throws {
        #expect(throws: PrivateKeyError.notPEM) { try AsymmetricKey(pem: "") }
        #expect(throws: PrivateKeyError.notPEM) { try AsymmetricKey(pem: "s3cret") }
        let broken = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
        #expect(throws: PrivateKeyError.self) { try AsymmetricKey(pem: broken) }
        #expect(throws: PrivateKeyError.self) { try AsymmetricKey(der: []) }
        let openssl = try OpenSSLCommand()
        try openssl.run("ecparam", "-name", "secp256k1", "-genkey", "-noout", "-out", "key.pem")
        let other = try openssl.text("key.pem")
        #expect(throws: PrivateKeyError.unsupported("EC")) { try AsymmetricKey(pem: other) }
    }

    @Test func aKeySignsOnlyWithItsOwnAlgorithms() throws {
        let openssl = try OpenSSLCommand()
        try openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
        let key = try AsymmetricKey(pem: openssl.text("key.pem"))
        #expect(throws: CryptographyError.self) {
            try key.signature(of: message, .sha256, .pss(saltLength: 32))
        }
    }
}
