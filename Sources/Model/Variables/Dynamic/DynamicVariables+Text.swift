extension DynamicVariables {
    /// What people who work with computers say.
    func technology(_ kind: String) -> String? {
        switch kind {
        case "Abbreviation": ambience.pick(Words.abbreviations)
        case "Adjective": ambience.pick(Words.technologyAdjectives)
        case "Noun": ambience.pick(Words.technologyNouns)
        case "Verb": ambience.pick(Words.technologyVerbs)
        case "Ingverb": ambience.pick(Words.technologyActivities)
        case "Phrase": technologyPhrase
        default: nil
        }
    }

    /// What a database is made of.
    func database(_ kind: String) -> String? {
        switch kind {
        case "DatabaseColumn": ambience.pick(Words.databaseColumns)
        case "DatabaseType": ambience.pick(Words.databaseTypes)
        case "DatabaseCollation": ambience.pick(Words.databaseCollations)
        case "DatabaseEngine": ambience.pick(Words.databaseEngines)
        default: nil
        }
    }

    /// Text without a meaning.
    func lorem(_ kind: String) -> String? {
        switch kind {
        case "LoremWord": ambience.pick(Words.latin)
        case "LoremWords": latin(3...3).joined(separator: " ")
        case "LoremSlug": latin(3...3).joined(separator: "-")
        case "LoremSentence": sentence
        case "LoremSentences": sentences(2...6, by: " ")
        case "LoremParagraph": paragraph
        case "LoremParagraphs": ambience.several(3...3) { paragraph }.joined(separator: "\n")
        case "LoremLines": sentences(1...5, by: "\n")
        case "LoremText": text
        default: nil
        }
    }

    private var technologyPhrase: String {
        let adjective = ambience.pick(Words.technologyAdjectives)
        let noun = ambience.pick(Words.technologyNouns)
        let verb = ambience.pick(Words.technologyVerbs)
        let activity = ambience.pick(Words.technologyActivities)
        let abbreviation = ambience.pick(Words.abbreviations)
        return switch ambience.number(0...5) {
        case 0: "Nobody can \(verb) the \(noun) before the \(abbreviation) \(noun) is \(adjective)."
        case 1: "Try to \(verb) the \(abbreviation) \(noun); perhaps the \(adjective) one answers."
        case 2: "\(activity.capitalizedFirst) the \(noun) needs the \(adjective) \(abbreviation)."
        case 3: "If the \(noun) is down, \(verb) the \(adjective) \(abbreviation) instead!"
        case 4: "Our \(adjective) \(noun) is busy \(activity) the \(abbreviation)."
        default: "Did you \(verb) the \(adjective) \(abbreviation) \(noun)?"
        }
    }

    private func latin(_ count: ClosedRange<Int>) -> [String] {
        ambience.several(count) { ambience.pick(Words.latin) }
    }

    private var sentence: String {
        latin(3...10).joined(separator: " ").capitalizedFirst + "."
    }

    private func sentences(_ count: ClosedRange<Int>, by separator: String) -> String {
        ambience.several(count) { sentence }.joined(separator: separator)
    }

    private var paragraph: String { sentences(3...6, by: " ") }

    private var text: String {
        switch ambience.number(0...3) {
        case 0: sentence
        case 1: sentences(2...6, by: " ")
        case 2: sentences(1...5, by: "\n")
        default: paragraph
        }
    }
}

extension String {
    /// The text with a capital letter at its beginning.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
