extension DynamicVariables {
    /// Addresses and accounts of people on the internet.
    func internet(_ kind: String) -> String? {
        switch kind {
        case "DomainWord": domainWord
        case "DomainSuffix": ambience.pick(Words.domainSuffixes)
        case "DomainName": domainName
        case "Url": "\(ambience.pick(Words.protocols))://\(domainName)"
        case "Protocol": ambience.pick(Words.protocols)
        case "UserName": userName
        case "Email": "\(userName)@\(domainName)"
        case "ExampleEmail": "\(userName)@example.\(ambience.pick(["com", "net", "org"]))"
        case "Password":
            ambience.characters(
                15,
                of: Ambience.lowercaseLetters + Ambience.uppercaseLetters + Ambience.digitCharacters
                    + "_")
        default: nil
        }
    }

    /// Addresses of machines and names of programs.
    func network(_ kind: String) -> String? {
        switch kind {
        case "IP": joined(4, by: ".") { String(ambience.number(0...255)) }
        case "IPV6": joined(8, by: ":") { ambience.hexadecimal(4) }
        case "MACAddress": joined(6, by: ":") { ambience.hexadecimal(2) }
        case "Semver": joined(3, by: ".") { String(ambience.number(0...9)) }
        case "UserAgent": userAgent
        default: nil
        }
    }

    private func joined(_ count: Int, by separator: String, _ make: () -> String) -> String {
        ambience.several(count...count, make).joined(separator: separator)
    }

    private var domainWord: String {
        ambience.pick(Words.domainBeginnings) + ambience.pick(Words.domainEndings)
    }

    private var domainName: String { domainWord + "." + ambience.pick(Words.domainSuffixes) }

    private var userName: String {
        let first = ambience.pick(Words.firstNames)
        let last = ambience.pick(Words.lastNames)
        return switch ambience.number(0...3) {
        case 0: first + "." + last
        case 1: first + "_" + last + String(ambience.number(0...99))
        case 2: first + String(ambience.number(0...99))
        default: first + "." + last + String(ambience.number(0...99))
        }
    }

    private var userAgent: String {
        let system = ambience.pick(Words.agentSystems)
        let version = ambience.number(90...140)
        let chrome =
            "Chrome/\(version).0.\(ambience.number(4000...7000)).\(ambience.number(0...200))"
        let webKit = "AppleWebKit/537.36 (KHTML, like Gecko) \(chrome) Safari/537.36"
        return switch ambience.number(0...3) {
        case 0: "Mozilla/5.0 (\(system); rv:\(version).0) Gecko/20100101 Firefox/\(version).0"
        case 1:
            "Mozilla/5.0 (\(system)) \(webKit) Edg/\(version).0.\(ambience.number(1000...2999)).0"
        case 2:
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
                + "(KHTML, like Gecko) "
                + "Version/\(ambience.number(14...18)).\(ambience.number(0...6))"
                + " Safari/605.1.15"
        default: "Mozilla/5.0 (\(system)) \(webKit)"
        }
    }
}
