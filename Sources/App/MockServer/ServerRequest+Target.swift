import HTTPModel
import TextEncoding

// What the target of a request says, decoded.
extension ServerRequest {
    /// The segments of the path, percent-decoded.
    var pathSegments: [String] {
        path.drop { $0 == "/" }.split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.strict.decode($0) }
    }

    /// The parameters of the query.
    var parameters: FormText { FormText(query ?? "") }
}
