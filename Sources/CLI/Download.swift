import CurlTransport
import HTTPModel
import JSON
import Platform

/// An input that a web server has.
struct Download {
    private let url: String

    /// Makes a download of a word that is an http(s) address, else nil.
    init?(_ word: String) {
        let start = word.prefix(8).lowercased()
        guard start.hasPrefix("http://") || start == "https://" else { return nil }
        url = String(word.prefix { $0 != "#" })
    }

    /// The address without its user and query, which may hold credentials.
    var shownURL: String {
        let address = url.prefix { $0 != "?" }
        guard let slashes = address.firstRange(of: "://") else { return String(address) }
        let authority = address[slashes.upperBound...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(address) }
        return String(address[..<slashes.upperBound] + address[address.index(after: at)...])
    }

    /// Fetches the body; any status but 200 is an error.
    func fetch(
        _ kind: String, verifiesTLS: Bool, timeout: Duration?
    ) throws(InputError) -> [UInt8] {
        let response = try exchange(kind, verifiesTLS: verifiesTLS, timeout: timeout)
        if response.status == 200 { return response.body }
        let reason = response.reason.isEmpty ? "" : " " + response.reason
        let words = Self.errorMessage(response.body).map { ": " + $0 } ?? ""
        throw failure(kind, "the server answered \(response.status)\(reason)\(words)")
    }

    private func exchange(
        _ kind: String, verifiesTLS: Bool, timeout: Duration?
    ) throws(InputError) -> HTTPResponse {
        var configuration = CurlTransport.Configuration()
        configuration.shouldCancel = { Interruption.signal != nil }
        var options = TransferOptions()
        options.verifiesTLS = verifiesTLS
        options.timeout = timeout
        let headers = HTTPHeaders([
            HTTPField(name: "User-Agent", value: "Posthaste/\(Version.text)"),
            HTTPField(name: "Accept", value: "application/json, */*"),
        ])
        do throws(TransportError) {
            let transport = try CurlTransport(configuration)
            return try transport.exchange(
                HTTPRequest(url: url, headers: headers), options: options
            ).response
        } catch {
            throw failure(kind, error.message)
        }
    }

    private func failure(_ kind: String, _ reason: String) -> InputError {
        InputError("the \(kind) cannot be fetched from '\(shownURL)': \(reason)")
    }

    /// What a JSON body says in `error.message`.
    private static func errorMessage(_ body: [UInt8]) -> String? {
        let source = JSONSource(name: "", decoding: body)
        guard let value = try? JSONParser.parse(source) else { return nil }
        return value["error"]?["message"]?.string
    }
}
