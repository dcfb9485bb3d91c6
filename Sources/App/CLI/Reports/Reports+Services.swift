import Platform
import Reporting
import RunModel
import TextEncoding

/// The reports that other programs and services read.
extension Reports {
    func gitLabReport() throws(ListenerError) -> GitLabReport {
        let lines = CollectionLines()
        return GitLabReport(
            file: try output(of: .gitlab, at: path(of: .gitlab, ".json")), findLine: lines.line,
            checkoutPath: CheckoutPaths().path)
    }

    func ctrfReport() throws(ListenerError) -> CTRFReport {
        CTRFReport(
            file: try output(of: .ctrf, at: path(of: .ctrf, ".json")), version: Version.text)
    }

    /// Where Allure looks for its files.
    static let allureFolder = "allure-results"

    func allureReport() throws(ListenerError) -> AllureReport {
        let folder = arguments.reports.paths[.allure] ?? Self.allureFolder
        written.add(folder + "/", report: .allure)
        let random = RandomSource()
        return AllureReport(
            folder: try FilesOfReport(folder: folder),
            makeID: { UUIDText.random(random.bytes(16)) })
    }

    /// Its metrics go to the gateway, and to a file if the user wants one or there is no gateway.
    func prometheusReports(_ console: Console) throws -> [any RunListener] {
        var sinks: [any TextSink] = []
        if let url = arguments.reports.pushGateway {
            sinks.append(
                PushedText(url: url, by: try Network(arguments.network, console: console)))
        }
        if sinks.isEmpty || arguments.reports.paths[.prometheus] != nil {
            let path = path(of: .prometheus, ".prom")
            sinks.append(path == "-" ? console.output : try TextFile(path: path))
            written.add(path, report: .prometheus)
        }
        return sinks.map(PrometheusReport.init)
    }

    func openTelemetryReport(_ console: Console) throws -> OpenTelemetryReport {
        let service = ProcessEnvironment["OTEL_SERVICE_NAME"] ?? "posthaste"
        return OpenTelemetryReport(
            exporter: try TelemetryCollector(
                endpoint: arguments.reports.telemetryEndpoint,
                network: Network(arguments.network, console: console)),
            resource: .init(service: service, version: Version.text),
            randomBytes: RandomSource().bytes)
    }
}
