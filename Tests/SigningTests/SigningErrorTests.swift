import Cryptography
import Diagnostics
import Testing

@testable import Signing

@Suite struct SigningErrorTests {
    /// Style: lower case, one phrase, no period; and never empty.
    @Test(arguments: [
        SigningError.Kind.unknownScheme("x"), .unknownScheme("Basik"),
        .emptyParameter(key: "token", type: "bearer"), .unreadableFile("a.bin"),
        .unusableChallenge(.noNonce), .unusableChallenge(.unknownAlgorithms(["SHA-1"])),
        .unusableChallenge(.unknownQualities(["auth-conf"])),
        .invalidParameter(key: "exp", problem: .notNumber("soon")),
        .invalidParameter(key: "payload", problem: .notJSONObject),
        .invalidParameter(key: "secret", problem: .notBase64),
        .invalidParameter(key: "privateKey", problem: .unusableKey(.notPEM)),
        .invalidParameter(key: "privateKey", problem: .unusableKey(.otherContent("CERTIFICATE"))),
        .invalidParameter(key: "privateKey", problem: .unusableKey(.needsPassphrase)),
        .invalidParameter(key: "privateKey", problem: .unusableKey(.wrongPassphrase)),
        .invalidParameter(key: "privateKey", problem: .unusableKey(.malformed("bad tag"))),
        .invalidParameter(key: "privateKey", problem: .unusableKey(.unsupported("DSA"))),
        .invalidParameter(
            key: "privateKey", problem: .otherKey(.rsa(bits: 2048), needs: .p256)),
        .invalidParameter(
            key: "privateKey", problem: .otherKey(.ellipticCurve(.p384), needs: nil)),
        .invalidParameter(key: "privateKey", problem: .malformedDataURI),
        .invalidParameter(key: "privateKey", problem: .keyOfOther("a", expected: "b")),
        .controlCharacterInCredential(parameter: "token"),
        .malformedCredential(parameter: "token", form: "an array"),
    ])
    func everyErrorHasWords(kind: SigningError.Kind) {
        let diagnostic = SigningError(kind, owner: "request 'Get'").diagnostic
        #expect(diagnostic.message.hasPrefix("authorization of request 'Get': "))
        #expect(diagnostic.message.count > 45)
        #expect(!diagnostic.message.hasSuffix("."))
        #expect(diagnostic.help.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
    }
}
