import HTTPModel
import RunModel

extension RunStart {
    /// The item's path, which begins with the collection's name where there are several collections.
    func path(of item: ItemReference) -> String {
        runCount > 1 ? "\(collectionName) / \(item.path)" : item.path
    }
}

/// What the reports made of text say of an exchange beside a failure.
enum ExchangeText {
    /// The request's first line: `GET https://shop.test/orders`.
    static func request(_ record: RequestRecord) -> String {
        "\(record.request.method) \(record.request.url)"
    }

    /// What came back: `404 Not Found, 102B, 345ms`.
    static func answer(_ response: HTTPResponse) -> String {
        let size = HumanUnits.size(response.headerSize + response.downloadedSize)
        return "\(response.statusText), \(size), \(HumanUnits.time(response.timings.total))"
    }

    /// The start of the body; nil where there is none, or no text.
    static func body(
        _ response: HTTPResponse, limit: Int
    ) -> (text: String, isWhole: Bool)? {
        guard !response.body.isEmpty, let text = BodyExcerpt.text(of: response, limit: limit)
        else { return nil }
        return (text, text.utf8.count >= response.bodySize)
    }

    /// Of a body of which only so much is shown: `the first 1kB of 5kB`.
    static func cut(_ text: String, of response: HTTPResponse) -> String {
        "the first \(HumanUnits.size(text.utf8.count)) of \(HumanUnits.size(response.bodySize))"
    }

    /// What a failed request of an origin is called: `pm.sendRequest GET https://shop.test/`.
    static func name(_ record: RequestRecord, of item: ItemReference) -> String {
        switch record.origin {
        case .item: item.name
        case .script: "pm.sendRequest \(request(record))"
        case .authentication: "authentication \(request(record))"
        }
    }
}
