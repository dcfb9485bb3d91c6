import Cryptography
import Testing
import TextEncoding

/// Vectors of RFC 1321, FIPS 180-4's examples, and RFC 4231 / RFC 2202 for HMAC.
@Suite struct DigestAlgorithmTests {
    @Test(arguments: [
        (DigestAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
        (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            .sha384,
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (.sha512_256, "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
    ])
    func digestsOfABC(algorithm: DigestAlgorithm, expected: String) throws {
        #expect(Hexadecimal.encode(try algorithm.digest(of: Array("abc".utf8))) == expected)
    }

    /// The vectors of RFC 1320.
    @Test(arguments: [
        ("", "31d6cfe0d16ae931b73c59d7e0c089c0"), ("abc", "a448017aaf21d8525fc10ae87aa6729d"),
        ("abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9"),
        (String(repeating: "1234567890", count: 8), "e33b4ddc9c38f2199c3e7b164fcc0536"),
    ])
    func legacyDigests(text: String, expected: String) {
        #expect(Hexadecimal.encode(LegacyDigest.md4(of: Array(text.utf8))) == expected)
    }

    @Test(arguments: DigestAlgorithm.allCases)
    func aDigestInPiecesIsTheSame(algorithm: DigestAlgorithm) throws {
        let running = try RunningDigest(algorithm)
        try running.add([])
        try running.add(Array("a".utf8))
        try running.add(Array("bc".utf8))
        #expect(try running.finish() == algorithm.digest(of: Array("abc".utf8)))
    }

    @Test func digestOfNothing() throws {
        #expect(
            Hexadecimal.encode(try DigestAlgorithm.sha256.digest(of: []))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test(arguments: [
        (
            DigestAlgorithm.sha256,
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (.sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
        (.md5, "750c783e6ab0b503eaa86e310a5db738"),
    ])
    func authenticationCodesOfJefe(algorithm: DigestAlgorithm, expected: String) throws {
        let code = try algorithm.authenticationCode(
            of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(Hexadecimal.encode(code) == expected)
    }

    @Test func anEmptyKeyIsAKeyLikeAnyOther() throws {
        _ = try DigestAlgorithm.sha256.authenticationCode(of: [1], key: [2])
        let code = try DigestAlgorithm.sha256.authenticationCode(of: [], key: [])
        #expect(
            Hexadecimal.encode(code)
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }
}
