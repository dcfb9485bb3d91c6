import CurlTransport
import Diagnostics
import HTTPModel
import RunModel

/// Sends what a report made to a server.
struct Upload {
    /// Proxy, certificates and timeouts.
    let network: Network
    /// What the server is, for messages.
    let what: String

    func send(
        _ method: String, _ url: String, _ headers: [HTTPField], _ body: [UInt8]
    ) throws(ListenerError) {
        let agent = HTTPField(name: "User-Agent", value: "Posthaste/\(Version.text)")
        let request = HTTPRequest(
            method: method, url: url, headers: HTTPHeaders(headers + [agent]), body: HTTPBody(body))
        let status: String
        do throws(TransportError) {
            let response = try CurlTransport(network.configuration).exchange(
                request, options: network.options
            ).response
            if (200..<300).contains(response.status) { return }
            status = "it answered \(response.statusText)"
        } catch {
            status = error.message
        }
        let shown = Download(url: url, key: nil).shownURL
        throw ListenerError(
            Diagnostic(.error, "the \(what) at '\(shown)' did not take the report: \(status)"))
    }
}
