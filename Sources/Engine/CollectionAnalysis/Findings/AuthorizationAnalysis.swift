import CollectionModel
import Diagnostics
import JSON
import OAuth2
import Signing
import Variables

/// Finds mistakes in the OAuth 2.0 settings of collections, with the values of each environment.
struct AuthorizationAnalysis {
    private let input: AnalysisInput
    private let contents: [CollectionContents]

    init(_ input: AnalysisInput, _ contents: [CollectionContents]) {
        self.input = input
        self.contents = contents
    }

    func findings() -> [Finding] {
        contents.flatMap { collection -> [Finding] in
            let resolvers = self.resolvers(for: collection)
            var seen: Set<[String]> = []
            return collection.elements.indices.flatMap { index -> [Finding] in
                let node = collection.elements[index].json
                let blocks = [node["auth"], node["request"]?["auth"]].compactMap(\.self)
                return blocks.flatMap { block -> [Finding] in
                    guard block["type"]?.string == "oauth2" else {
                        return [
                            unknownType(of: block, index, collection),
                            emptyBlock(block, index, collection),
                        ].compactMap(\.self)
                    }
                    if Self.parameters(of: block).isEmpty {
                        return [emptyBlock(block, index, collection)].compactMap(\.self)
                    }
                    return resolvers.flatMap { findings(in: block, index, collection, $0) }
                }
            }.filter { finding in
                seen.insert([
                    finding.rule.rawValue, finding.diagnostic.message,
                    finding.diagnostic.place.item ?? "",
                ]).inserted
            }
        }
    }

    private func findings(
        in auth: JSONValue, _ element: Int, _ collection: CollectionContents,
        _ resolver: TemplateResolver
    ) -> [Finding] {
        let parameters = Self.parameters(of: auth)
        let resolved = parameters.map { member in
            let value = resolver.resolve(member.value).value
            // A variable that is empty in the file gets its value when the run starts.
            return JSONMember(key: member.key, value: value.string == "" ? member.value : value)
        }
        let block = AuthBlock(type: "oauth2", parameters: JSONObject(resolved))
        let review = OAuth2Review(
            block, isUnattended: input.isContinuousIntegration,
            requestURLs: requestURLs(of: collection, resolver))
        return review.doubts.map { doubt in
            Finding(
                Self.rule(of: doubt.topic), doubt.message, subject: doubt.key ?? "",
                at: place(of: doubt, in: auth, element, collection).withoutText, help: doubt.help)
        }
    }

    /// The place of the value that a doubt is about, of its key, or of the block.
    private func place(
        of doubt: OAuth2Review.Doubt, in auth: JSONValue, _ element: Int,
        _ collection: CollectionContents
    ) -> Place {
        let value = Self.parameters(of: auth).last { $0.key == doubt.key }?.value
        guard let value, value.offset >= 0 else { return collection.place(of: auth, in: element) }
        return doubt.isAboutKey
            ? collection.named(
                collection.origin.place(ofKey: doubt.key ?? "", of: value), element)
            : collection.place(of: value, in: element)
    }

    /// A type that no request can be signed with.
    private func unknownType(
        of auth: JSONValue, _ element: Int, _ collection: CollectionContents
    ) -> Finding? {
        guard let type = auth["type"], let name = type.string, !name.isEmpty,
            !(RequestSigner.types + ["noauth", "inherit"]).contains(name)
        else { return nil }
        return Finding(
            .suspiciousMember,
            "the authorization type '\(name)' is unknown, so requests with it fail",
            subject: name, at: collection.place(of: type.offset >= 0 ? type : auth, in: element),
            help: auth.object?.members.first { RequestSigner.types.contains($0.key) }
                .map { ["did you mean '\($0.key)'?"] } ?? SigningError(.unknownScheme(name)).help)
    }

    /// The parameters of which a type needs one at least.
    private static let needed = [
        "oauth2": ["grant_type", "accessTokenUrl"], "bearer": ["token"],
        "basic": ["username", "password"],
    ]

    /// A type without anything that a request could be signed with.
    private func emptyBlock(
        _ auth: JSONValue, _ element: Int, _ collection: CollectionContents
    ) -> Finding? {
        // A misspelled block or parameter is a finding of its own; format 3 has other names for it.
        guard let name = auth["type"]?.string, let needed = Self.needed[name],
            Self.parameters(of: auth).isEmpty, !collection.origin.isFiles,
            auth.object?.members.allSatisfy({ ["type", name].contains($0.key) }) == true
        else { return nil }
        return Finding(
            name == "oauth2" ? .oauth2Settings : .suspiciousMember,
            "the authorization '\(name)' has no '\(needed.joined(separator: "' and no '"))'",
            subject: name, at: collection.place(of: auth, in: element).withoutText,
            help: ["write it into 'auth.\(name)', or set the type to 'noauth'"])
    }

    private static func rule(of topic: OAuth2Review.Topic) -> AnalysisRule {
        switch topic {
        case .settings: .oauth2Settings
        case .insecureAddress: .oauth2HTTP
        case .callback: .oauth2Callback
        case .tenant: .oauth2Tenant
        case .scope: .oauth2Scope
        }
    }

    /// The parameters of a block: v2.1's array, or v2.0's object.
    private static func parameters(of auth: JSONValue) -> [JSONMember] {
        let value = auth["type"]?.string.flatMap { auth[$0] } ?? .null
        if let members = value.object?.members { return members }
        return (value.array ?? []).compactMap { entry in
            entry["key"]?.string.map { JSONMember(key: $0, value: entry["value"] ?? .null) }
        }
    }

    private func requestURLs(
        of collection: CollectionContents, _ resolver: TemplateResolver
    ) -> [String] {
        var urls: [String] = []
        func collect(_ items: [CollectionItem]) {
            for item in items {
                switch item {
                case .folder(let folder): collect(folder.items)
                case .request(let item):
                    urls.append(resolver.resolve(item.request.url.text).value)
                }
            }
        }
        collect(collection.collection.items)
        return urls
    }

    // MARK: Values

    /// A resolver for each environment of a tenant, or one for all runs.
    private func resolvers(for collection: CollectionContents) -> [TemplateResolver] {
        let layers = input.variables.filter { $0.role == .layer }.flatMap(\.set.variables)
        let globals = input.variables.filter { $0.role == .globals }.flatMap(\.set.variables)
        let tenants = input.variables.filter { $0.role == .tenant }.map(\.set.variables)
        return (tenants.isEmpty ? [[]] : tenants).map { tenant in
            let scopes = VariableScopes(
                environment: VariableScope(variables: layers + tenant),
                collection: VariableScope(variables: collection.collection.variables),
                globals: VariableScope(variables: globals))
            return TemplateResolver(
                scopes: scopes,
                ambience: Ambience(
                    now: { 0 }, randomBytes: { [UInt8](repeating: 0, count: $0) }))
        }
    }
}
