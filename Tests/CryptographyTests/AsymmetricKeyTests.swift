import Testing

@testable import Cryptography

/// The key types of WebCrypto, compared with published vectors; scripts' view of them is in
/// ScriptingTests.
@Suite struct AsymmetricKeyTests {
    private static let data = Array("what is signed".utf8)

    static let kinds: [AsymmetricKey.Kind] =
        [.rsa(bits: 1024), .ed25519] + AsymmetricKey.Curve.allCases.map { .ellipticCurve($0) }

    @Test(arguments: kinds) func `a key signs, and its public half in DER verifies`(
        kind: AsymmetricKey.Kind
    ) throws {
        let key = try AsymmetricKey.generate(kind)
        #expect(key.kind == kind && key.isPrivate)
        let digest: DigestAlgorithm? = kind == .ed25519 ? nil : .sha256
        let padding: AsymmetricKey.Padding? =
            if case .rsa = kind { .pss(saltLength: 17) } else { nil }
        let signature = try key.signature(of: Self.data, digest, padding)
        let other = try AsymmetricKey(spki: key.spki())
        #expect(try other.verifies(signature, of: Self.data, digest, padding))
        #expect(try !other.verifies(signature, of: Self.data + [0], digest, padding))
        #expect(try !other.verifies([], of: Self.data, digest, padding))
        let copy = try AsymmetricKey(pkcs8: key.pkcs8())
        #expect(try copy.spki() == key.spki())
    }

    @Test(arguments: kinds) func `a key is the same after it was numbers`(
        kind: AsymmetricKey.Kind
    ) throws {
        let key = try AsymmetricKey.generate(kind)
        let numbers = Dictionary(uniqueKeysWithValues: try key.numbers().map { ($0, $1) })
        let copy: AsymmetricKey
        switch kind {
        case .rsa: copy = try AsymmetricKey(rsaNumbers: numbers)
        case .ellipticCurve(let curve):
            copy = try AsymmetricKey(
                curve, x: #require(numbers["x"]), y: #require(numbers["y"]), d: numbers["d"])
        default: copy = try AsymmetricKey(raw: #require(numbers["d"]), kind, isPrivate: true)
        }
        #expect(try copy.pkcs8() == key.pkcs8())
    }

    @Test func `a point off the curve, or of another key, is no key`() throws {
        let one = try AsymmetricKey.generate(.ellipticCurve(.p256)).numbers().map(\.bytes)
        let two = try AsymmetricKey.generate(.ellipticCurve(.p256)).numbers().map(\.bytes)
        #expect(throws: CryptographyError.self) {
            try AsymmetricKey(.p256, x: one[0], y: two[1], d: nil)
        }
        #expect(throws: CryptographyError.self) {
            try AsymmetricKey(.p256, x: one[0], y: one[1], d: two[2])
        }
    }

    @Test(arguments: [[], [48], [48, 3, 2, 1, 1], Array(repeating: UInt8(0), count: 100)])
    func `what is no DER of a key is refused`(bytes: [UInt8]) {
        #expect(throws: CryptographyError.self) { try AsymmetricKey(pkcs8: bytes) }
        #expect(throws: CryptographyError.self) { try AsymmetricKey(spki: bytes) }
    }

    @Test func `DER with something behind it is refused`() throws {
        let key = try AsymmetricKey.generate(.ed25519)
        let (privateKey, publicKey) = (try key.pkcs8(), try key.spki())
        #expect(throws: CryptographyError.self) { try AsymmetricKey(pkcs8: privateKey + [0]) }
        #expect(throws: CryptographyError.self) { try AsymmetricKey(spki: publicKey + [0]) }
    }

    @Test func `OAEP needs the same label and key`() throws {
        let key = try AsymmetricKey.generate(.rsa(bits: 1024))
        let text = try key.oaep(Self.data, isEncrypting: true, .sha256, label: [1])
        #expect(
            try key.oaep(text, isEncrypting: false, .sha256, label: [1]) == Self.data)
        #expect(throws: CryptographyError.self) {
            try key.oaep(text, isEncrypting: false, .sha256, label: [2])
        }
        #expect(throws: CryptographyError.self) {
            try key.oaep(
                Array(repeating: 1, count: 200), isEncrypting: true, .sha256, label: [])
        }
    }

    @Test func `both sides agree on a secret, of the same curve only`() throws {
        for kind in [AsymmetricKey.Kind.x25519, .ellipticCurve(.p384)] {
            let (one, two) = (try AsymmetricKey.generate(kind), try AsymmetricKey.generate(kind))
            #expect(try one.sharedSecret(with: two) == two.sharedSecret(with: one))
        }
        let stranger = try AsymmetricKey.generate(.ellipticCurve(.p256))
        #expect(throws: CryptographyError.self) {
            try AsymmetricKey.generate(.x25519).sharedSecret(with: stranger)
        }
    }
}

@Suite struct BlockCipherTests {
    private static let key: [UInt8] = Array(0..<16)

    @Test(arguments: [BlockCipher.Mode.cbc, .ctr, .gcm], [0, 1, 15, 16, 17, 1000])
    func `what was encrypted comes back, whatever its length`(
        mode: BlockCipher.Mode, length: Int
    ) throws {
        let cipher = try BlockCipher(mode, key: Self.key)
        let text = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let vector = [UInt8](repeating: 7, count: mode == .gcm ? 12 : 16)
        let more = BlockCipher.Authentication(data: [1, 2], tagLength: 12)
        let secret = try cipher.encrypt(text, vector: vector, more)
        #expect(try cipher.decrypt(secret, vector: vector, more) == text)
        if mode == .gcm { #expect(secret.count == length + 12) }
    }

    @Test func `a wrapped key that was changed is not unwrapped`() throws {
        let cipher = try BlockCipher(.keyWrap, key: Self.key)
        var wrapped = try cipher.encrypt(Self.key, vector: [])
        #expect(try cipher.decrypt(wrapped, vector: []) == Self.key)
        wrapped[3] ^= 1
        #expect(throws: CryptographyError.self) { try cipher.decrypt(wrapped, vector: []) }
        #expect(throws: CryptographyError.self) { try cipher.encrypt([1, 2, 3], vector: []) }
    }

    @Test func `a key of another length, and a text shorter than its tag, are refused`() throws {
        #expect(throws: CryptographyError.self) { try BlockCipher(.cbc, key: [1, 2, 3]) }
        let cipher = try BlockCipher(.gcm, key: Self.key)
        #expect(throws: CryptographyError.self) { try cipher.decrypt([1], vector: Self.key) }
    }
}
