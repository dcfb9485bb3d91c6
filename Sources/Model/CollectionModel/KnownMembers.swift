import Diagnostics
import JSON

/// The members of one kind of node in format v2: those that are read, and others that exports of
/// Postman have.
///
/// Only a name that resembles one of them is a mistake: other programs add members of their own.
struct KnownMembers: ExpressibleByStringLiteral {
    /// The names by their length, which is how they are found fastest.
    private let namesByLength: [[String]]

    init(stringLiteral names: String) {
        let names = names.utf8.split(separator: UInt8(ascii: " "))
        var byLength = [[String]](repeating: [], count: (names.map(\.count).max() ?? 0) + 1)
        for name in names { byLength[name.count].append(String(Substring(name))) }
        namesByLength = byLength
    }

    /// The member that a misspelled one means; nil for a member that is known, or like no other.
    func meaning(of name: String) -> String? {
        if isKnown(name) || name.hasPrefix("_") || name.hasPrefix("x-") { return nil }
        return Spelling.nearest(to: name, among: namesByLength.flatMap(\.self).sorted())
    }

    private func isKnown(_ name: String) -> Bool {
        let length = name.utf8.count
        return length < namesByLength.count && namesByLength[length].contains(name)
    }

    // MARK: Collections

    static let collection: KnownMembers = """
        info item event variable auth protocolProfileBehavior id uid name description owner \
        createdAt updatedAt lastUpdatedBy isPublic fork schema version collection meta
        """
    static let details: KnownMembers = """
        name description schema version id uid createdAt updatedAt lastUpdatedBy fork owner
        """
    static let item: KnownMembers = """
        name id uid description variable event request response item auth disabled owner folder \
        protocolProfileBehavior createdAt updatedAt collection requestKind isSubFolder order
        """
    static let event: KnownMembers = "listen script disabled id requestKind"
    static let script: KnownMembers = "exec type src id name packages requests"
    static let response: KnownMembers = """
        id uid name originalRequest responseTime timings header headers cookie cookies body \
        status code language previewType mime text responseSize owner createdAt updatedAt time
        """

    // MARK: Requests

    static let request: KnownMembers = """
        url auth proxy certificate method description header body id name uid timeout
        """
    static let url: KnownMembers = "raw protocol host path port query hash variable auth"
    static let body: KnownMembers = """
        mode raw urlencoded formdata file graphql options disabled contentType
        """
    static let options: KnownMembers = "raw urlencoded formdata file graphql"
    static let rawOptions: KnownMembers = "language headerFamily"
    static let graphQL: KnownMembers = "query operationName variables"
    static let file: KnownMembers = "src content"
    static let parameter: KnownMembers = """
        key value disabled enabled description type src contentType fileName name id uuid \
        fileSize warning fileNotInWorkingDirectoryWarning filesNotInWorkingDirectory
        """

    // MARK: Variables and authorization

    static let environment: KnownMembers = """
        id uid name values timestamp synced syncedFilename isDeleted team owner color isPublic \
        createdAt updatedAt lastUpdatedBy description environment globals scope version
        """
    static let variable: KnownMembers = """
        key value type id uid name description disabled enabled system default secret source \
        src index sessionValue sessionIndex initialValue currentValue schema
        """
    static let authorization: KnownMembers = """
        type noauth apikey awsv4 basic bearer digest edgegrid hawk jwt ntlm oauth1 oauth2 asap
        """

    /// The parameters of a type of authorization; nil for a type that is checked elsewhere.
    static func parameters(of type: String) -> KnownMembers? { parameters[type] }

    private static let parameters: [String: KnownMembers] = [
        "apikey": "key value in", "basic": "username password showPassword", "bearer": "token",
        "awsv4": "accessKey secretKey sessionToken region service addAuthDataToQuery id",
        "digest": """
        algorithm clientNonce disableRetryRequest nonce nonceCount opaque password qop realm \
        username
        """,
        "edgegrid": """
        accessToken baseURL clientSecret clientToken headersToSign maxBodySize nonce timestamp
        """,
        "hawk": """
        algorithm app authId authKey delegation extraData includePayloadHash nonce timestamp user
        """,
        "jwt": """
        addTokenTo algorithm header headerPrefix isSecretBase64Encoded passphrase payload \
        privateKey queryParamKey secret
        """,
        "ntlm": "disableRetryRequest domain password username workstation",
        "oauth1": """
        addEmptyParamsToSign addParamsToHeader autoAddParam callback consumerKey consumerSecret \
        disableHeaderEncoding includeBodyHash nonce privateKey realm signatureMethod timestamp \
        token tokenSecret verifier version
        """, "asap": "alg aud claims exp iss kid privateKey sub",
    ]
}

extension DefinitionReader {
    /// Warns of misspelled members of a node; returns the names that are meant.
    ///
    /// Exports of v2.0 have an empty `variables` next to `variable`.
    @discardableResult
    func remarkMisspellings(
        in node: JSONValue, _ known: KnownMembers, except exception: String? = nil
    ) -> [String] {
        guard !isConverted, let members = node.object?.members else { return [] }
        var meanings: [String] = []
        for index in members.indices where members[index].key != exception {
            guard let meaning = known.meaning(of: members[index].key) else { continue }
            meanings.append(meaning)
            let isEmpty = members[index].value.array?.isEmpty == true
            if members[index].key == "variables", isEmpty { continue }
            remarkMisspelling(of: members[index].key, meaning, at: members[index].value)
        }
        return meanings
    }

    /// Notes that a file lacks the member that makes it what it should be, or has it misspelled.
    func defectOfMissing(
        _ name: String, in root: JSONValue, _ known: KnownMembers, _ kind: String, help: String
    ) {
        let misspelled = root.object?.members.first { known.meaning(of: $0.key) == name }
        defect(
            "this is not a Postman \(kind): it has no '\(name)'", at: misspelled?.value ?? root,
            help: [misspelled.map { "did you mean '\(name)' instead of '\($0.key)'?" } ?? help])
    }

    /// Warns of a name that has no effect, and resembles one that has.
    func remarkMisspelling(of name: String, _ meaning: String, at value: JSONValue) {
        note(
            .warning, "'\(name)' has no effect", at: value, key: name,
            help: ["did you mean '\(meaning)'?"])
    }
}
