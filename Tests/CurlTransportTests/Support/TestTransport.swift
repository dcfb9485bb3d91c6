import CurlTransport
import HTTPModel

extension CurlTransport {
    /// A transport that no proxy of the machine's environment gets in the way of.
    static func direct(
        _ change: (inout Configuration) -> Void = { _ in }
    ) -> CurlTransport {
        var configuration = Configuration()
        configuration.proxies = ProxySettings()
        change(&configuration)
        return CurlTransport(configuration)
    }

    /// Exchanges a request without options.
    func get(_ url: String, headers: [(String, String)] = []) throws -> HTTPExchange {
        try exchange(.init(url: url, headers: HTTPHeaders(pairs: headers)), options: .init())
    }

    /// The error of an exchange that must fail.
    func failure(
        _ request: HTTPRequest, options: TransferOptions = .init()
    ) throws -> TransportError {
        do {
            let exchange = try exchange(request, options: options)
            throw UnexpectedSuccess(status: exchange.response.status)
        } catch let error as TransportError {
            return error
        }
    }
}

struct UnexpectedSuccess: Error {
    var status: Int
}

extension HTTPHeaders {
    init(pairs: [(String, String)]) {
        self.init(pairs.map { HTTPField(name: $0.0, value: $0.1) })
    }

    /// The lines as they stand on the wire.
    var lines: [String] {
        fields.map { $0.value.isEmpty ? "\($0.name):" : "\($0.name): \($0.value)" }
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
