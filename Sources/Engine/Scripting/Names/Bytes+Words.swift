extension [UInt8] {
    /// Whether a word of the text starts with these letters.
    ///
    /// A word starts after anything but a letter of ASCII; in a script, each keyword does.
    func hasWord(startingWith start: String) -> Bool {
        let letters = Array(start.utf8)
        guard let first = letters.first, count >= letters.count else { return false }
        for index in 0...(count - letters.count) where self[index] == first {
            let startsWord = index == 0 || !Self.isLetter(self[index - 1])
            if startsWord, self[index...].starts(with: letters) { return true }
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
