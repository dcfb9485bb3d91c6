// A table; it may be longer than other files.

/// The 118 names of NewmanReference §4.5, each with the whole text that its values match.
enum DynamicShapes {
    static let all: [(name: String, pattern: String)] = plain + people + business + web + other

    private static let word = #"[A-Za-z0-9'/.-]+"#
    private static let title = #"[A-Z][A-Za-z-]+"#
    private static let fileName = #"[a-z]+(_[a-z]+){1,2}\.[a-z0-9]+"#
    private static let domain = #"[a-z]{5,}\.(com|net|org|info|biz|name)"#
    private static let user = #"[A-Z][a-z]+([._][A-Z][a-z]+)?\d{0,2}"#
    private static let street = #"[A-Z][a-z]+ [A-Z][a-z]+"#
    private static let phone = #"\d{3}-\d{3}-\d{4}"#
    private static let uuid =
        #"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"#
    private static let moment =
        #"(Sun|Mon|Tue|Wed|Thu|Fri|Sat) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "#
        + #"[0-3]\d \d{4} [0-2]\d:[0-5]\d:[0-5]\d GMT\+0000 \(Coordinated Universal Time\)"#
    private static let latin = #"[a-z]+"#
    private static let sentence = #"[A-Z][a-z]*( [a-z]+){2,9}\."#

    private static let plain = [
        ("$guid", uuid), ("$timestamp", #"\d{10}"#),
        ("$isoTimestamp", #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#), ("$randomUUID", uuid),
        ("$randomInt", #"\d{1,3}|1000"#), ("$randomBoolean", "true|false"),
        ("$randomAlphaNumeric", "[a-z0-9]"), ("$randomWord", word),
        ("$randomWords", #"\#(word)( \#(word)){1,4}"#), ("$randomColor", "[a-z]{3,}"),
        ("$randomHexColor", "#[0-9a-f]{6}"), ("$randomLocale", "[a-z]{2,3}"),
        ("$randomAbbreviation", "[A-Z]{2,5}"), ("$randomAdjective", "[a-z-]{3,}"),
        ("$randomNoun", "[a-z]{3,}"), ("$randomVerb", "[a-z-]{3,}"),
        ("$randomIngverb", "[a-z]+ing(-up)?"), ("$randomPhrase", #"[A-Z].{20,}[.!?]"#),
        ("$randomLoremWord", latin), ("$randomLoremWords", #"[a-z]+ [a-z]+ [a-z]+"#),
        ("$randomLoremSlug", #"[a-z]+-[a-z]+-[a-z]+"#), ("$randomLoremSentence", sentence),
        ("$randomLoremSentences", #"\#(sentence)( \#(sentence)){1,5}"#),
        ("$randomLoremParagraph", #"\#(sentence)( \#(sentence)){2,5}"#),
        (
            "$randomLoremParagraphs",
            #"\#(sentence)( \#(sentence)){2,5}(\n\#(sentence)( \#(sentence)){2,5}){2}"#
        ),
        ("$randomLoremText", #"\#(sentence)([ \n]\#(sentence)){0,5}"#),
        ("$randomLoremLines", #"\#(sentence)(\n\#(sentence)){0,4}"#),
        ("$randomDateFuture", moment), ("$randomDatePast", moment), ("$randomDateRecent", moment),
        ("$randomWeekday", #"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"#),
        ("$randomMonth", #"[JFMASOND][a-z]{2,8}"#),
    ]

    private static let people = [
        ("$randomFirstName", #"[A-Z][a-z]+"#), ("$randomLastName", #"[A-Z][a-z]+"#),
        ("$randomFullName", #"((Mr|Mrs|Ms|Dr)\. |Miss )?[A-Z][a-z]+ [A-Z][a-z]+( [A-Za-z.]+)?"#),
        ("$randomNamePrefix", #"Mr\.|Mrs\.|Ms\.|Miss|Dr\."#),
        ("$randomNameSuffix", #"[A-Za-z]+\.?"#),
        ("$randomJobArea", title), ("$randomJobDescriptor", title), ("$randomJobType", title),
        ("$randomJobTitle", #"\#(title) \#(title) \#(title)"#), ("$randomPhoneNumber", phone),
        ("$randomPhoneNumberExt", #"[1-9]\d?-\#(phone)"#),
        ("$randomCity", #"([A-Z][a-z]+ )?[A-Z][a-z]+"#), ("$randomStreetName", street),
        ("$randomStreetAddress", #"[1-9]\d{0,3} \#(street)"#),
        ("$randomCountry", #"[A-Z][A-Za-z ]+"#), ("$randomCountryCode", "[A-Z]{2}"),
        ("$randomLatitude", #"-?\d{1,2}\.\d{4}"#), ("$randomLongitude", #"-?\d{1,3}\.\d{4}"#),
    ]

    private static let business = [
        ("$randomBankAccount", #"\d{8}"#), ("$randomBankAccountName", #"[A-Z][A-Za-z ]+ Account"#),
        ("$randomCreditCardMask", #"\d{4}"#),
        ("$randomBankAccountBic", #"[A-Z]{4}[A-Z]{2}[A-Z]{2}(\d{3})?"#),
        ("$randomBankAccountIban", #"[A-Z]{2}\d{2}([A-Z]{4})?\d{10,24}"#),
        ("$randomTransactionType", "deposit|withdrawal|payment|invoice"),
        ("$randomCurrencyCode", "[A-Z]{3}"), ("$randomCurrencyName", #"[A-Z][A-Za-z ]+"#),
        ("$randomCurrencySymbol", #".{1,3}"#),
        ("$randomBitcoin", "[13][1-9A-HJ-NP-Za-km-z]{25,33}"),
        ("$randomPrice", #"\d{3}\.\d{2}"#), ("$randomCompanyName", #"[A-Z][A-Za-z, -]+"#),
        ("$randomCompanySuffix", "[A-Z][A-Za-z]+"), ("$randomBs", #"[a-z]+ [a-z-]+ [a-z-]+"#),
        ("$randomBsAdjective", "[a-z-]+"), ("$randomBsBuzz", "[a-z]+"),
        ("$randomBsNoun", "[a-z-]+"),
        ("$randomCatchPhrase", #"[A-Z][a-z-]+ [a-z0-9/ -]+ [a-z ]+"#),
        ("$randomCatchPhraseAdjective", "[A-Z][a-z-]+"),
        ("$randomCatchPhraseDescriptor", "[a-z0-9/ -]+"), ("$randomCatchPhraseNoun", "[a-z ]+"),
        ("$randomDepartment", "[A-Z][a-z]+"), ("$randomProduct", "[A-Z][a-z]+"),
        ("$randomProductName", "[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+"),
        ("$randomProductAdjective", "[A-Z][a-z]+"), ("$randomProductMaterial", "[A-Z][a-z]+"),
        ("$randomDatabaseColumn", "[a-z_]+"), ("$randomDatabaseType", "[a-z]+"),
        ("$randomDatabaseCollation", #"(utf8|utf8mb4|latin1|ascii|cp1250)_[a-z_]+"#),
        ("$randomDatabaseEngine", "[A-Za-z]+"),
    ]

    private static let web = [
        ("$randomDomainName", domain), ("$randomDomainSuffix", "com|net|org|info|biz|name"),
        ("$randomDomainWord", "[a-z]{5,}"), ("$randomEmail", #"\#(user)@\#(domain)"#),
        ("$randomExampleEmail", #"\#(user)@example\.(com|net|org)"#), ("$randomUserName", user),
        ("$randomUrl", #"https?://\#(domain)"#), ("$randomProtocol", "https?"),
        ("$randomIP", #"\d{1,3}(\.\d{1,3}){3}"#), ("$randomIPV6", #"[0-9a-f]{4}(:[0-9a-f]{4}){7}"#),
        ("$randomMACAddress", #"[0-9a-f]{2}(:[0-9a-f]{2}){5}"#),
        ("$randomPassword", #"[A-Za-z0-9_]{15}"#), ("$randomUserAgent", #"Mozilla/5\.0 \(.+\d"#),
        ("$randomSemver", #"\d\.\d\.\d"#),
        (
            "$randomAvatarImage",
            #"https://robohash\.org/[0-9a-f]{12}\.png\?size=128x128"#
        ),
        ("$randomImageUrl", picture("")), ("$randomAbstractImage", picture("/abstract")),
        ("$randomAnimalsImage", picture("/animals")),
        ("$randomBusinessImage", picture("/business")), ("$randomCatsImage", picture("/cats")),
        ("$randomCityImage", picture("/city")), ("$randomFoodImage", picture("/food")),
        ("$randomNightlifeImage", picture("/nightlife")),
        ("$randomFashionImage", picture("/fashion")), ("$randomPeopleImage", picture("/people")),
        ("$randomNatureImage", picture("/nature")), ("$randomSportsImage", picture("/sports")),
        ("$randomTransportImage", picture("/transport")),
        (
            "$randomImageDataUri",
            #"data:image/svg\+xml;charset=UTF-8,%3Csvg[A-Za-z0-9%.]+%3C%2Fsvg%3E"#
        ),
    ]

    private static let other = [
        ("$randomFileName", fileName), ("$randomFileType", "[a-z]+"),
        ("$randomFileExt", "[a-z0-9]+"), ("$randomCommonFileName", fileName),
        ("$randomCommonFileType", "application|audio|image|text|video"),
        ("$randomCommonFileExt", "[a-z0-9]{2,4}"),
        ("$randomFilePath", #"(/[a-z0-9.]+)+/\#(fileName)"#),
        ("$randomDirectoryPath", #"(/[a-z0-9.]+)+"#), ("$randomMimeType", #"[a-z]+/[a-z0-9.+-]+"#),
    ]

    private static func picture(_ path: String) -> String {
        #"http://placeimg\.com/640/480\#(path)"#
    }
}
