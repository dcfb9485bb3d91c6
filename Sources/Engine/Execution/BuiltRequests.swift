import CollectionModel
import HTTPModel
import Variables

/// The requests of a run that are the same in every iteration, each built once.
///
/// These are requests without variables that no script has changed. A body that is drawn by chance
/// or read from files is built each time, and so is one of GraphQL.
struct BuiltRequests {
    /// The most requests that are kept.
    private static let limit = 1_000
    /// The most bytes of a body that is kept.
    private static let largestBody = 64 << 10

    /// Whether a request may be sent more than once.
    private let isUseful: Bool
    private var built: [ObjectIdentifier: PreparedRequest] = [:]

    init(isUseful: Bool) {
        self.isUseful = isUseful
    }

    /// The request of an item of the plan, if it was kept.
    subscript(item: PlannedItem) -> PreparedRequest? {
        isUseful ? built[ObjectIdentifier(item)] : nil
    }

    /// Keeps the request of an item whose definition holds no variables.
    mutating func keep(_ prepared: PreparedRequest, of item: PlannedItem) {
        guard isUseful, built.count < Self.limit, Self.isFixed(item.request.body),
            prepared.request.body?.count ?? 0 <= Self.largestBody
        else { return }
        built[ObjectIdentifier(item)] = prepared
    }

    private static func isFixed(_ body: BodyDefinition?) -> Bool {
        switch body {
        case nil, .raw, .urlencoded: true
        case .formdata, .file, .graphql: false
        }
    }
}
