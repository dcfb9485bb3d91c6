extension DynamicVariables {
    /// Companies and their slogans.
    func company(_ kind: String) -> String? {
        switch kind {
        case "CompanyName": companyName
        case "CompanySuffix": ambience.pick(Words.companySuffixes)
        case "Bs": phrase(Words.businessVerbs, Words.businessAdjectives, Words.businessNouns)
        case "BsBuzz": ambience.pick(Words.businessVerbs)
        case "BsAdjective": ambience.pick(Words.businessAdjectives)
        case "BsNoun": ambience.pick(Words.businessNouns)
        case "CatchPhrase":
            phrase(
                Words.catchPhraseAdjectives, Words.catchPhraseDescriptors, Words.catchPhraseNouns)
        case "CatchPhraseAdjective": ambience.pick(Words.catchPhraseAdjectives)
        case "CatchPhraseDescriptor": ambience.pick(Words.catchPhraseDescriptors)
        case "CatchPhraseNoun": ambience.pick(Words.catchPhraseNouns)
        default: nil
        }
    }

    /// Goods and where a shop keeps them.
    func product(_ kind: String) -> String? {
        switch kind {
        case "Department": ambience.pick(Words.departments)
        case "Product": ambience.pick(Words.products)
        case "ProductAdjective": ambience.pick(Words.productAdjectives)
        case "ProductMaterial": ambience.pick(Words.productMaterials)
        case "ProductName":
            phrase(Words.productAdjectives, Words.productMaterials, Words.products)
        default: nil
        }
    }

    private func phrase(_ lists: WordList...) -> String {
        lists.map { ambience.pick($0) }.joined(separator: " ")
    }

    private var companyName: String {
        let first = ambience.pick(Words.lastNames)
        return switch ambience.number(0...2) {
        case 0: first + " " + ambience.pick(Words.companySuffixes)
        case 1: first + " - " + ambience.pick(Words.lastNames)
        default:
            "\(first), \(ambience.pick(Words.lastNames)) and \(ambience.pick(Words.lastNames))"
        }
    }
}
