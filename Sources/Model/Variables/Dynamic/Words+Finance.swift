// A table of words; it may be longer than other files.

extension Words {
    /// A currency of ISO 4217.
    struct Currency: Sendable {
        var code: String
        var name: String
        var symbol: String

        init(_ code: String, _ name: String, _ symbol: String) {
            self.code = code
            self.name = name
            self.symbol = symbol
        }
    }

    /// How the account numbers of a country look behind the check digits of an IBAN.
    struct AccountFormat: Sendable {
        var country: String
        var letters: Int
        var digits: Int

        init(_ country: String, letters: Int = 0, digits: Int) {
            self.country = country
            self.letters = letters
            self.digits = digits
        }
    }

    static let accountNames = WordList(
        lines: """
            Checking Account
            Savings Account
            Credit Card Account
            Money Market Account
            Investment Account
            Home Loan Account
            Auto Loan Account
            Personal Loan Account
            Business Account
            Joint Account
            Student Account
            """)
    static let transactionTypes = WordList(words: "deposit withdrawal payment invoice")
    static let currencies = [
        Currency("AED", "UAE Dirham", "د.إ"), Currency("ARS", "Argentine Peso", "$"),
        Currency("AUD", "Australian Dollar", "$"), Currency("BGN", "Bulgarian Lev", "лв"),
        Currency("BRL", "Brazilian Real", "R$"), Currency("CAD", "Canadian Dollar", "$"),
        Currency("CHF", "Swiss Franc", "CHF"), Currency("CLP", "Chilean Peso", "$"),
        Currency("CNY", "Yuan Renminbi", "¥"), Currency("COP", "Colombian Peso", "$"),
        Currency("CRC", "Costa Rican Colon", "₡"), Currency("CZK", "Czech Koruna", "Kč"),
        Currency("DKK", "Danish Krone", "kr"), Currency("EGP", "Egyptian Pound", "£"),
        Currency("EUR", "Euro", "€"), Currency("GBP", "Pound Sterling", "£"),
        Currency("GHS", "Ghana Cedi", "₵"), Currency("HKD", "Hong Kong Dollar", "$"),
        Currency("HUF", "Forint", "Ft"), Currency("IDR", "Rupiah", "Rp"),
        Currency("ILS", "New Israeli Sheqel", "₪"), Currency("INR", "Indian Rupee", "₹"),
        Currency("ISK", "Iceland Krona", "kr"), Currency("JPY", "Yen", "¥"),
        Currency("KES", "Kenyan Shilling", "KSh"), Currency("KRW", "Won", "₩"),
        Currency("KZT", "Tenge", "₸"), Currency("MXN", "Mexican Peso", "$"),
        Currency("MYR", "Malaysian Ringgit", "RM"), Currency("NGN", "Naira", "₦"),
        Currency("NOK", "Norwegian Krone", "kr"), Currency("NZD", "New Zealand Dollar", "$"),
        Currency("PEN", "Sol", "S/"), Currency("PHP", "Philippine Peso", "₱"),
        Currency("PLN", "Zloty", "zł"), Currency("RON", "Romanian Leu", "lei"),
        Currency("SEK", "Swedish Krona", "kr"), Currency("SGD", "Singapore Dollar", "$"),
        Currency("THB", "Baht", "฿"), Currency("TRY", "Turkish Lira", "₺"),
        Currency("UAH", "Hryvnia", "₴"), Currency("USD", "US Dollar", "$"),
        Currency("VND", "Dong", "₫"), Currency("ZAR", "Rand", "R"),
    ]
    /// Of the registry of ISO 13616.
    static let accountFormats = [
        AccountFormat("AT", digits: 16), AccountFormat("BE", digits: 12),
        AccountFormat("CH", digits: 17), AccountFormat("CZ", digits: 20),
        AccountFormat("DE", digits: 18), AccountFormat("DK", digits: 14),
        AccountFormat("EE", digits: 16), AccountFormat("ES", digits: 20),
        AccountFormat("FI", digits: 14), AccountFormat("GB", letters: 4, digits: 14),
        AccountFormat("HR", digits: 17), AccountFormat("IE", letters: 4, digits: 14),
        AccountFormat("LT", digits: 16), AccountFormat("LV", letters: 4, digits: 13),
        AccountFormat("NL", letters: 4, digits: 10), AccountFormat("NO", digits: 11),
        AccountFormat("PL", digits: 24), AccountFormat("PT", digits: 21),
        AccountFormat("SE", digits: 20), AccountFormat("SI", digits: 15),
    ]
}
