import CollectionModel
import Platform
import TextEncoding

/// Postman's API, which serves collections and environments by their ids (NewmanReference §1.1).
struct PostmanAPI {
    /// The hosts that an address may name.
    private static let hosts: Set = ["api.postman.com", "api.getpostman.com"]

    /// What `--postman-api-key` says: the key, `env:NAME` or `file:PATH`.
    private let keyWord: String?
    /// The address of the API, without a slash at the end; `POSTMAN_API_URL` replaces it.
    private let address: String

    init(keyWord: String?) {
        self.keyWord = keyWord
        var address = ProcessEnvironment["POSTMAN_API_URL"] ?? ""
        while address.hasSuffix("/") { address.removeLast() }
        self.address = address.isEmpty ? "https://api.postman.com" : address
    }

    /// Whether a key is given.
    var hasKey: Bool { keyWord != nil }

    /// Whether a word has the form of an id: `<owner>-<8-4-4-4-12 hexadecimal digits>`.
    static func isID(_ word: String) -> Bool {
        let groups = word.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.count == 6, groups.dropFirst().map(\.utf8.count) == [8, 4, 4, 4, 12] else {
            return false
        }
        return !groups[0].isEmpty
            && groups[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            && groups.dropFirst().allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    /// The download of the collection or environment with this id.
    func download(_ kind: String, id: String) throws(InputError) -> Download {
        Download(url: "\(address)/\(kind)s/\(id)", key: try key())
    }

    /// The download of an address of the API, its `apikey` moved into a header; of any other
    /// address, the download as it is.
    func download(from url: String) throws(InputError) -> Download {
        guard owns(url), let mark = url.firstIndex(of: "?") else {
            return Download(url: url, key: owns(url) && hasKey ? try key() : nil)
        }
        var found: String?
        let rest = url[url.index(after: mark)...]
            .split(separator: "&", omittingEmptySubsequences: false).filter { part in
                guard part.hasPrefix("apikey=") else { return true }
                found = PercentEncoding.strict.decode(part.dropFirst(7))
                return false
            }
        let query = rest.isEmpty ? "" : "?" + rest.joined(separator: "&")
        let address = String(url[..<mark] + query)
        if let found { return Download(url: address, key: try Self.checked(found)) }
        return Download(url: address, key: hasKey ? try key() : nil)
    }

    private func owns(_ url: String) -> Bool {
        let (named, own) = (URLDefinition(parsing: url), URLDefinition(parsing: address))
        guard let host = named.host?.lowercased() else { return false }
        return Self.hosts.contains(host)
            || (host == own.host?.lowercased() && named.port == own.port)
    }

    // MARK: The key

    /// The key, read when it is first needed.
    private func key() throws(InputError) -> String {
        let word = keyWord ?? ""
        guard let source = SecretSource(word), source != .standardInput else {
            return try Self.checked(word)
        }
        return try Self.checked(source.read("the Postman API key"))
    }

    /// The key without space around it; throws if a header cannot contain it.
    private static func checked(_ text: String) throws(InputError) -> String {
        let key = text.trimmed
        guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw InputError(
                key.isEmpty
                    ? "the Postman API key is empty"
                    : "the Postman API key contains invalid characters")
        }
        return key
    }
}
