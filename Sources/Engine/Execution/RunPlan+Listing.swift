import CollectionModel
import Diagnostics
public import RunModel

extension RunPlan {
    /// The ids of the requests of one iteration, in order.
    public var requestIDs: [String] { items.map(\.id) }

    /// The requests of one iteration in order, for `--list`.
    public var listing: [ListedRequest] {
        items.map { item in
            ListedRequest(
                name: item.name, folders: item.folders, method: item.request.method,
                url: item.listedURL, authorization: item.listedAuthorization,
                hasPrerequestScripts: !item.prerequestScripts.isEmpty,
                hasTestScripts: !item.testScripts.isEmpty)
        }
    }
}

extension PlannedItem {
    /// The URL, except a password that is written into it.
    fileprivate var listedURL: String {
        var url = request.url
        if let password = url.password, !password.hasPrefix("{{") { url.password = Redactor.mask }
        return url.text
    }

    fileprivate var listedAuthorization: String? {
        guard let authorization else { return nil }
        let type = authorization.definition.type
        if type == "noauth" { return "no auth" }
        return request.authorization == nil ? "\(type) of \(authorization.owner)" : type
    }
}
