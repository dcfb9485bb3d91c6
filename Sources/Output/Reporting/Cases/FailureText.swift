import HTTPModel
import RunModel

/// The text of a failure for a person: the reason, the place, the exchange.
struct FailureText {
    /// What the run is about.
    let start: RunStart
    /// The item that failed.
    let item: ItemRecord

    private static let excerptBytes = 1_024

    /// Returns the text of a failure of the item, with the start of the response's body or without.
    func text(_ failure: Failure, at location: String, showsBody: Bool) -> String {
        var text = "\(failure.message)\n"
        if let difference = ValueDifference(failure) {
            text += ([ValueDifference.legend] + difference.text).joined(separator: "\n") + "\n"
        }
        text += "at \(location)\n"
        if let source = item.reference.source { text += "of \(source)\n" }
        if let number = start.iterationNumber(of: item.reference) {
            let row = item.iteration.rowText.map { " (\($0))" } ?? ""
            text += "in iteration \(number)\(row)\n"
        }
        if let frames = failure.frames { text += "\(frames)\n" }
        guard let record = item.request else { return text }
        text += "\n\(ExchangeText.request(record))\n"
        for hop in record.hops { text += "redirected by \(ExchangeText.hop(hop))\n" }
        guard let response = record.response else { return text }
        text += "\(ExchangeText.answer(response))\n"
        if showsBody { text += Self.excerpt(response) }
        return text
    }

    private static func excerpt(_ response: HTTPResponse) -> String {
        guard let body = ExchangeText.body(response, limit: excerptBytes) else { return "" }
        let rest = body.isWhole ? "" : "\n(\(ExchangeText.cut(body.text, of: response)))"
        return "\n\(body.text)\(rest)\n"
    }
}
