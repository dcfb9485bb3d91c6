import CurlTransport
import HTTPModel

/// How servers are reached, and the limits of exchanges.
struct NetworkArguments {
    var isInsecure = false
    var extraAuthorities: String?
    var clientCertificate: String?
    var clientKey: String?
    var clientPassphrase: String?
    var clientCertificateList: String?
    var proxy: String?
    var directHosts: String?
    var hostAddresses: [HostAddress] = []
    var httpVersion = HTTPVersion.http11
    var requestTimeoutMilliseconds: Int?
    var connectTimeoutMilliseconds: Int?
    var maxMilliseconds: Int?
    var maxResponseSize: Int?
}
