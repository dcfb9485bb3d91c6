extension String {
    /// Whether a word of the text starts with these letters.
    ///
    /// A word starts after anything but a letter of ASCII; in a script, each keyword does.
    func hasWord(startingWith start: String) -> Bool {
        let letters = Array(start.utf8)
        var matched = 0
        var isInWord = false
        for byte in utf8 {
            let isCandidate = matched > 0 || !isInWord
            matched = isCandidate && byte == letters[matched] ? matched + 1 : 0
            if matched == letters.count { return true }
            isInWord = Self.isLetter(byte)
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
