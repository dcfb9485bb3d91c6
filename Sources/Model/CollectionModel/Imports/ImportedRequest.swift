public import JSON

/// A request of another program's file, with the settings that it needs to be sent as there.
public struct ImportedRequest: Sendable, Hashable {
    /// The request.
    public var request: RequestDefinition
    /// The headers, lower-case, that are not sent although Posthaste adds them to other requests.
    public var withheldHeaders: [String] = []

    /// The `protocolProfileBehavior` of the request; nil if it needs none.
    public var behavior: JSONValue? {
        var members: [(String, JSONValue)] = []
        if request.body != nil, RequestDefinition.bodilessMethods.contains(request.method) {
            members.append(("disableBodyPruning", .boolean(true)))
        }
        if !withheldHeaders.isEmpty {
            let names = withheldHeaders.map { ($0, JSONValue.boolean(true)) }
            members.append(("disabledSystemHeaders", .object(names)))
        }
        return members.isEmpty ? nil : .object(members)
    }
}
