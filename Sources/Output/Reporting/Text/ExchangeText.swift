import HTTPModel
import RunModel

extension RunStart {
    /// The item's path, which begins with the name of the run if there are several.
    func path(of item: ItemReference) -> String {
        runCount > 1 ? "\(title) / \(item.path)" : item.path
    }
}

/// The words of text reports about an exchange next to a failure.
enum ExchangeText {
    /// The request's URL, or that it has none.
    static func url(of record: RequestRecord) -> String {
        record.request.url.isEmpty ? "(no URL)" : record.request.url
    }

    /// The request's first line: `GET https://shop.test/orders`.
    static func request(_ record: RequestRecord) -> String {
        "\(record.request.method) \(url(of: record))"
    }

    /// The response: `404 Not Found, 102B, 345ms`.
    static func answer(_ response: HTTPResponse) -> String {
        let size = HumanUnits.size(response.headerSize + response.downloadedSize)
        return "\(response.statusText), \(size), \(HumanUnits.time(response.timings.total))"
    }

    /// The start of the body; nil if there is no body or it is not text.
    static func body(
        _ response: HTTPResponse, limit: Int
    ) -> (text: String, isWhole: Bool)? {
        guard !response.body.isEmpty, let text = BodyExcerpt.text(of: response, limit: limit)
        else { return nil }
        return (text, text.utf8.count >= response.bodySize)
    }

    /// How much of a body is shown: `the first 1kB of 5kB`.
    static func cut(_ text: String, of response: HTTPResponse) -> String {
        "the first \(HumanUnits.size(text.utf8.count)) of \(HumanUnits.size(response.bodySize))"
    }

    /// A redirect and the request that it led to: `302 to GET https://shop.test/new`.
    static func hop(_ hop: RequestRecord.Hop) -> String {
        "\(hop.status) to \(hop.method) \(hop.url)"
    }
}
