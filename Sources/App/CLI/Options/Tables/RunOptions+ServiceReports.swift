extension RunArguments {
    static let serviceReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-gitlab-export", nil, .reports,
            help: "where the code quality report goes (default: a new file in the folder "
                + "'reports')",
            .optional(.file("FILE|-", ".json")) { $0.reports.paths[.gitlab] = $1 }),
        Option(
            "--reporter-ctrf-export", nil, .reports,
            help: "where the CTRF report goes (default: a new file in the folder 'reports')",
            .optional(.file("FILE|-", ".json")) { $0.reports.paths[.ctrf] = $1 }),
        Option(
            "--reporter-allure-export", nil, .reports,
            help: "the folder that Allure's result files go to (default allure-results)",
            .optional("DIR") { $0.reports.paths[.allure] = $1 }),
        Option(
            "--reporter-prometheus-export", nil, .reports,
            help: "where the metrics go (default: a new file in the folder 'reports', or the "
                + "gateway alone)",
            .optional(.file("FILE|-", ".prom")) { $0.reports.paths[.prometheus] = $1 }),
        Option(
            "--reporter-prometheus-push", nil, .reports,
            help: "send the metrics to this address of a push gateway: "
                + "http://HOST:9091/metrics/job/NAME",
            redirects: true, .required("URL") { $0.reports.pushGateway = $1 }),
        Option(
            "--reporter-otlp-endpoint", nil, .reports,
            help: "the collector of OpenTelemetry that receives traces and metrics (default "
                + "$OTEL_EXPORTER_OTLP_ENDPOINT, or http://localhost:4318)",
            redirects: true, .required("URL") { $0.reports.telemetryEndpoint = $1 }),
    ]
}
