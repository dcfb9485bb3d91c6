/// The manual page, in the macros of man(7), which groff and mandoc read: the help of all commands.
enum ManPage {
    static var text: String {
        var page =
            ".TH POSTHASTE 1 \(Version.date) \"posthaste \(Version.text)\" \"User Commands\"\n"
        page +=
            ".SH NAME\nposthaste \\- run Postman collections, and obtain their OAuth 2.0 tokens\n"
        page += ".SH SYNOPSIS\n"
        page += Command.all.map { command in
            let usage = command.usage.isEmpty ? "" : " " + escaped(command.usage)
            return "\\fB\(escaped("posthaste \(command.name)"))\\fR\(usage)\n"
        }.joined(separator: ".br\n")
        page += section("DESCRIPTION", [.paragraph(description)])
        for command in Command.all {
            page += section(
                "posthaste \(command.name)".uppercased(), Help.blocks(of: command))
        }
        page += section("CONFIGURATION FILES", HelpTopic.configuration.text)
        page += section("ENVIRONMENT", [.entries(environment)])
        return page + section("SEE ALSO", [.paragraph("curl(1)")])
    }

    private static let description =
        "posthaste runs exported Postman collections from the command line, obtains the OAuth "
        + "2.0 tokens "
        + "that they ask for, and writes reports that a CI system can trust."

    /// The variables of the process that Posthaste reads.
    static let environment = [
        ("HTTP_PROXY, HTTPS_PROXY, NO_PROXY", "the proxies, unless --proxy gives one"),
        (
            "NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE",
            "whether colours are used, if --color is auto"
        ),
        (
            "POSTHASTE_PAGER, PAGER",
            "the program that shows a long help page by page (less); empty or cat is none"
        ),
        (
            "NODE_EXTRA_CA_CERTS",
            "a file of certificate authorities to trust, without --ssl-extra-ca-certs"
        ),
        (
            "CI",
            "if it is set, nobody is asked to sign in, and nothing is kept for later runs"
        ),
        ("BROWSER", "the program to open sign-in pages with"),
        (
            "XDG_STATE_HOME",
            "the folder (~/.local/state) that contains posthaste/oauth with the kept tokens, "
                + "posthaste/last-failed and posthaste/trusted-folders.json"
        ),
        (
            "POSTMAN_API_URL",
            "the address of the Postman API, for collections and environments by id"
        ),
    ]

    private static func section(_ title: String, _ blocks: [HelpBlock]) -> String {
        var text = ".SH \(escaped(title))\n"
        var isUnderHeading = true
        for block in blocks {
            let gap = isUnderHeading ? "" : ".PP\n"
            isUnderHeading = false
            switch block {
            case .paragraph(let words): text += gap + line(words) + "\n"
            case .lines(let lines):
                text += gap + ".RS 4\n.nf\n" + lines.map { line($0) + "\n" }.joined() + ".fi\n.RE\n"
            case .heading(let words):
                text += ".SS \(escaped(words))\n"
                isUnderHeading = true
            case .entries(let entries): text += paragraphs(entries)
            case .options(let labels): text += paragraphs(labels.map { ($0.synopsis, $0.help) })
            }
        }
        return text
    }

    private static func paragraphs(_ entries: [(name: String, meaning: String)]) -> String {
        entries.map { ".TP\n\(name($0.name))\n\(line($0.meaning))\n" }.joined()
    }

    /// A name in bold, its placeholder in italics.
    private static func name(_ text: String) -> String {
        let words = text.split(separator: " ")
        return words.map { word in
            let isPlaceholder = words.first?.hasPrefix("-") == true && !word.hasPrefix("-")
            return "\\f\(isPlaceholder ? "I" : "B")\(escaped(String(word)))\\fR"
        }.joined(separator: " ")
    }

    /// A line of text, which must not look like a request.
    private static func line(_ text: String) -> String {
        let escaped = escaped(text)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// A text with nothing in it that roff takes for more than it is.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "\"": result += "\\(dq"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "`": result += "\\(ga"
            case "\u{20}"..."\u{7E}": result.unicodeScalars.append(scalar)
            default: result += "\\[u\(hexadecimal(scalar))]"
            }
        }
        return result
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
