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

    /// Whether a constructor of arrays or buffers is before a parenthesis.
    var constructsArrays: Bool {
        indices.contains { index in
            self[index] == UInt8(ascii: "(")
                && Self.constructors.contains { isWord($0, before: index) }
        }
    }

    /// What the names of these constructors are or end with, after a digit.
    private static let constructors = ["Array", "ClampedArray", "ArrayBuffer"].map {
        Array($0.utf8)
    }

    /// Whether only blanks are between a word and an index.
    private func isWord(_ word: [UInt8], before index: Int) -> Bool {
        let end = self[..<index].lastIndex { $0 > UInt8(ascii: " ") } ?? 0
        let start = end + 1 - word.count
        guard start >= 0, self[end] == word.last, self[start...end].elementsEqual(word) else {
            return false
        }
        return start == 0 || !Self.isLetter(self[start - 1])
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
