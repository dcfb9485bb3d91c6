/// How far a secret differs from ordinary text, which decides in which places it is masked.
enum SecretStrength: Sendable {
    /// Masked wherever it is, in every spelling.
    case anywhere
    /// Masked if no letter or digit touches it, and it is not a key.
    case word
    /// Masked only as a whole value: `"test"`, `=test&`, a header of that value.
    case value

    /// The fewest bytes of a secret that is masked anywhere.
    static let unmistakableLength = 8
    /// The fewest letters of a secret of letters alone that is masked anywhere.
    private static let unmistakableLetters = 12
    /// The fewest bytes of a secret that is masked as a word.
    static let wordLength = 4

    init(of secret: String) {
        let count = secret.utf8.count
        if count < Self.wordLength {
            self = .value
        } else if secret.utf8.allSatisfy(Self.isDigit) {
            self = count < Self.unmistakableLength ? .value : .anywhere
        } else if secret.utf8.allSatisfy(Self.isLetter) {
            self =
                count < Self.unmistakableLength
                ? .value : count < Self.unmistakableLetters ? .word : .anywhere
        } else {
            self = count < Self.unmistakableLength ? .word : .anywhere
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
