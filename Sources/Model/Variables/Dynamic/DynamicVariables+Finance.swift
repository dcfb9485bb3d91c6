import TextEncoding

extension DynamicVariables {
    /// Money and accounts.
    func finance(_ kind: String) -> String? {
        switch kind {
        case "BankAccount": ambience.digits(8)
        case "BankAccountName": ambience.pick(Words.accountNames)
        case "BankAccountBic": bic
        case "BankAccountIban": iban
        case "CreditCardMask": ambience.digits(4)
        case "TransactionType": ambience.pick(Words.transactionTypes)
        case "CurrencyCode": ambience.pick(Words.currencies).code
        case "CurrencyName": ambience.pick(Words.currencies).name
        case "CurrencySymbol": ambience.pick(Words.currencies).symbol
        case "Bitcoin": bitcoin
        case "Price": ambience.decimal(100_00...999_99, places: 2)
        default: nil
        }
    }

    /// An address of Bitcoin by its look; its checksum is not right.
    private var bitcoin: String {
        let alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        return ambience.pick(["1", "3"])
            + ambience.characters(ambience.number(25...33), of: alphabet)
    }

    /// A business identifier code (ISO 9362): bank, country, place, and perhaps a branch.
    private var bic: String {
        let letters = Ambience.uppercaseLetters
        let country = ambience.pick(Words.accountFormats).country
        let code =
            ambience.characters(4, of: letters) + country + ambience.characters(2, of: letters)
        return ambience.number(0...1) == 0 ? code : code + ambience.digits(3)
    }

    /// An account number of ISO 13616 whose check digits are right.
    private var iban: String {
        let format = ambience.pick(Words.accountFormats)
        let account =
            ambience.characters(format.letters, of: Ambience.uppercaseLetters)
            + ambience.digits(format.digits)
        let check = 98 - Self.remainder(account + format.country + "00")
        return format.country + DecimalDigits.encode(check, width: 2) + account
    }

    /// The remainder by 97 of the number that the text is with A for 10 to Z for 35 (ISO 7064).
    static func remainder(_ text: String) -> Int {
        text.reduce(0) { remainder, character in
            let digit = Int(String(character), radix: 36) ?? 0
            return (remainder * (digit < 10 ? 10 : 100) + digit) % 97
        }
    }
}
