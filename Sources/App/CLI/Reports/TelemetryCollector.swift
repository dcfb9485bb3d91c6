import HTTPModel
import Platform
import Reporting
import RunModel
import TextEncoding

/// A collector of OpenTelemetry that is reached by HTTP, set up by the variables that
/// OpenTelemetry's programs share.
final class TelemetryCollector: TelemetryExporter {
    private let address: String
    private let headers: [HTTPField]
    private let upload: Upload

    /// Creates a collector at the address, or at that of the variables; without both it is on this
    /// machine.
    init(endpoint: String?, network: Network) throws(InputError) {
        let named = endpoint ?? ProcessEnvironment["OTEL_EXPORTER_OTLP_ENDPOINT"]
        var address = named.flatMap { $0.isEmpty ? nil : $0 } ?? "http://localhost:4318"
        while address.hasSuffix("/") { address.removeLast() }
        guard Download.isAddress(address) else {
            throw InputError(
                "the collector's address '\(ShownWord.of(address))' is not an http(s) URL",
                help: ["give it with '--reporter-otlp-endpoint http://HOST:4318'"])
        }
        self.address = address
        headers = Self.headers(ProcessEnvironment["OTEL_EXPORTER_OTLP_HEADERS"] ?? "")
        upload = Upload(network: network, what: "OpenTelemetry collector")
    }

    /// Reads `name=value,name=value`, percent-encoded.
    private static func headers(_ text: String) -> [HTTPField] {
        text.split(separator: ",").compactMap { pair in
            guard let equals = pair.firstIndex(of: "=") else { return nil }
            let value = pair[pair.index(after: equals)...].trimmed
            return HTTPField(
                name: pair[..<equals].trimmed, value: PercentEncoding.strict.decode(value))
        }
    }

    func export(_ message: [UInt8], of signal: String) throws(ListenerError) {
        let type = HTTPField(name: "Content-Type", value: "application/json")
        try upload.send("POST", "\(address)/v1/\(signal)", [type] + headers, message)
    }
}
