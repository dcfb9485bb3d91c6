import CurlTransport
import Diagnostics
import HTTPModel
import JSON
import Platform

/// An input that a web server has.
struct Download {
    private let url: String
    /// The key of Postman's API, for an address of it.
    private let key: String?
    /// Whether it cannot be said where a password in it ends.
    private let isUnclear: Bool

    init(url: String, key: String?) {
        self.url = String(url.prefix { $0 != "#" })
        self.key = key
        // A password with an unencoded `#` looks like a port and a fragment.
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        let behindMark = parts.count > 2 ? parts[2...].joined().drop { $0 != "#" } : ""
        let isCut = parts.count > 2 && parts[2].contains("#") && behindMark.contains("@")
        isUnclear = isCut || url.contains("@") && URLParts(self.url) == nil
    }

    /// Whether a word is an http(s) address.
    static func isAddress(_ word: String) -> Bool {
        let start = word.prefix(8).lowercased()
        return start.hasPrefix("http://") || start == "https://"
    }

    /// The address without its user and query, which may hold credentials.
    var shownURL: String {
        if isUnclear { return url.prefix { $0 != ":" } + "://…" }
        guard let parts = URLParts(url) else { return String(url.prefix { $0 != "?" }) }
        return "\(parts.scheme)://\(parts.authority)\(parts.path)"
    }

    /// Fetches the body; any status but 200 is an error.
    func fetch(_ kind: String, by network: Network) throws(InputError) -> [UInt8] {
        let response = try exchange(kind, network)
        if response.status == 200 { return response.body }
        let words = Self.errorMessage(response.body).map { ": " + $0 } ?? ""
        throw failure(kind, "the server answered \(response.statusText)\(words)")
    }

    private func exchange(_ kind: String, _ network: Network) throws(InputError) -> HTTPResponse {
        if isUnclear {
            throw failure(
                kind, "special characters in a user or password must be percent-encoded")
        }
        var options = network.options
        // The key is for this server alone.
        options.refusesCrossOriginRedirects = key != nil
        var headers = HTTPHeaders([
            HTTPField(name: "User-Agent", value: "Posthaste/\(Version.text)"),
            HTTPField(name: "Accept", value: "application/json, */*"),
        ])
        if let key { headers.add("X-Api-Key", key) }
        do throws(TransportError) {
            return try CurlTransport(network.configuration).exchange(
                HTTPRequest(url: url, headers: headers), options: options
            ).response
        } catch {
            throw failure(kind, error.message)
        }
    }

    private func failure(_ kind: String, _ reason: String) -> InputError {
        var redactor = Redactor()
        if let key { redactor.add(key) }
        return InputError(
            "the \(kind) cannot be fetched from '\(shownURL)': \(redactor.redact(reason))")
    }

    /// The `error.message` of a JSON body.
    private static func errorMessage(_ body: [UInt8]) -> String? {
        let source = JSONSource(name: "", decoding: body)
        guard let value = try? JSONParser.parse(source) else { return nil }
        return value["error"]?["message"]?.string
    }
}
