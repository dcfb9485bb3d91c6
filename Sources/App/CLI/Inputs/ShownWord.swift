import Diagnostics

/// Words of the command line and of configuration files as messages, reports and file names have
/// them: without the credentials of addresses.
enum ShownWord {
    /// A word, which is an address or contains one; others stay as they are.
    static func of(_ word: String) -> String {
        word.contains("://") ? Download(url: word, key: nil).shownURL : word
    }

    /// A diagnostic that may quote some of the words.
    static func diagnostic(_ diagnostic: Diagnostic, quoting words: [String]) -> Diagnostic {
        var result = diagnostic
        for word in words where word.contains("://") {
            // The value of an option may be in the same word.
            let isOption = word.hasPrefix("--") && word.contains("=")
            let value = isOption ? String(word.drop { $0 != "=" }.dropFirst()) : word
            let shown = of(value)
            if shown == value { continue }
            result.message = result.message.replacing(value, with: shown)
            result.help = result.help.map { $0.replacing(value, with: shown) }
        }
        return result
    }
}
