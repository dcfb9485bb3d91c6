import TextEncoding

/// What the dynamic variables draw.
extension Ambience {
    static let lowercaseLetters = "abcdefghijklmnopqrstuvwxyz"
    static let uppercaseLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let digitCharacters = "0123456789"
    static let hexadecimalCharacters = "0123456789abcdef"

    /// One of the words.
    func pick(_ list: WordList) -> String { pick(list.words) }

    /// One of the elements; there must be at least one.
    func pick<Element>(_ elements: [Element]) -> Element {
        elements[number(0...(elements.count - 1))]
    }

    /// A number of the range.
    func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(random(upTo: UInt64(range.upperBound - range.lowerBound)))
    }

    /// So many characters of the alphabet.
    func characters(_ count: Int, of alphabet: String) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in pick(letters) })
    }

    /// So many decimal digits.
    func digits(_ count: Int) -> String { characters(count, of: Self.digitCharacters) }

    /// So many hexadecimal digits.
    func hexadecimal(_ count: Int) -> String {
        characters(count, of: Self.hexadecimalCharacters)
    }

    /// A number of the range, given in units of the last place, as `-12.3400`.
    func decimal(_ range: ClosedRange<Int>, places: Int) -> String {
        let number = number(range)
        let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
        let fraction = DecimalDigits.encode(abs(number) % unit, width: places)
        return "\(number < 0 ? "-" : "")\(abs(number) / unit).\(fraction)"
    }

    /// What the closure makes, so many times.
    func several(_ range: ClosedRange<Int>, _ make: () -> String) -> [String] {
        (0..<number(range)).map { _ in make() }
    }
}
