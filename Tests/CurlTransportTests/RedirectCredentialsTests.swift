import HTTPModel
import Testing

@testable import CurlTransport

@Suite("Credentials that a redirect leaves alone")
struct RedirectCredentialsTests {
    @Test("The signed URL of another server is not changed")
    func signedLocation() throws {
        let other = try RecordingServer(always: .answer())
        let location = "http://127.0.0.1:\(other.port)/b?key=file&sig=1"
        let server = try RecordingServer(always: .answer("302 Found", "Location: \(location)"))
        var options = TransferOptions()
        options.credentialQueryNames = ["key"]
        let request = HTTPRequest(url: server.url("/from?key=secret"))
        _ = try CurlTransport.direct().exchange(request, options: options)
        #expect(other.received.map(\.target) == ["/b?key=file&sig=1"])
    }

    @Test("followAuthorizationHeader keeps every header that an auth scheme signed")
    func keptKey() throws {
        let other = try RecordingServer(always: .answer())
        let location = "http://localhost:\(other.port)/"
        let server = try RecordingServer(always: .answer("302 Found", "Location: \(location)"))
        var options = TransferOptions()
        options.credentialHeaderNames = ["X-Key"]
        for isKept in [false, true] {
            options.keepsAuthorizationOnRedirect = isKept
            let headers = HTTPHeaders(pairs: [("X-Key", "k")])
            _ = try CurlTransport.direct().exchange(
                HTTPRequest(url: server.url(), headers: headers), options: options)
            #expect(other.received.last?.values("X-Key") == (isKept ? ["k"] : []))
        }
    }
}
