import CollectionModel
import JSON
import Variables

/// The client of an OAuth 2.0 block of the collection; values behind variables are nil.
struct Registration {
    let authorizationPath: PathPattern?
    let tokenPaths: [PathPattern]
    let clientID: String?
    let clientSecret: String?
    let redirectURI: String?
    let username: String?
    let password: String?

    /// The registrations of all OAuth 2.0 blocks, the collection's first.
    static func all(in collection: Collection, resolver: TemplateResolver) -> [Registration] {
        blocks(collection).map { Registration($0, resolver: resolver) }
    }

    init(_ block: AuthorizationDefinition, resolver: TemplateResolver) {
        func pattern(_ key: String) -> PathPattern? {
            guard let text = block[key]?.string, !text.isEmpty else { return nil }
            let url = URLDefinition(parsing: text)
            let isWhole = (url.path ?? []).isEmpty
            let whole = isWhole ? URLDefinition(parsing: resolver.resolve(text).value) : url
            return PathPattern(whole, resolver: resolver)
        }
        func known(_ key: String) -> String? {
            guard let text = block[key]?.string.map({ resolver.resolve($0).value }), !text.isEmpty,
                !text.contains("{{")
            else { return nil }
            return text
        }
        authorizationPath = pattern("authUrl")
        tokenPaths = [pattern("accessTokenUrl"), pattern("refreshTokenUrl")].compactMap { $0 }
        clientID = known("clientId")
        clientSecret = known("clientSecret")
        redirectURI = known("redirect_uri")
        username = known("username")
        password = known("password")
    }

    private static func blocks(_ collection: Collection) -> [AuthorizationDefinition] {
        var blocks = [collection.inheritable.authorization]
        collect(collection.items, into: &blocks)
        return blocks.compactMap { $0 }.filter { $0.type == "oauth2" }
    }

    private static func collect(
        _ items: [CollectionItem], into blocks: inout [AuthorizationDefinition?]
    ) {
        for item in items {
            switch item {
            case .folder(let folder):
                blocks.append(folder.inheritable.authorization)
                collect(folder.items, into: &blocks)
            case .request(let item):
                blocks.append(item.request.authorization ?? item.inheritable.authorization)
            }
        }
    }
}
