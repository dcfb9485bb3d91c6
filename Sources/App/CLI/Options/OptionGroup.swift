/// A topic of options: a heading of the help, in this order.
///
/// The raw value is the word that `posthaste help` takes for it.
enum OptionGroup: String, CaseIterable {
    case input
    case variables
    case selection
    case runs
    case control
    case requests
    case network
    case scripts
    case authorization = "oauth"
    case reports
    case terminal
    case exports
    case server
    case general

    /// Whether it has options of `run`, and so a help of its own.
    var isTopic: Bool {
        switch self {
        case .input, .variables, .selection, .runs, .control, .requests, .network, .scripts,
            .authorization, .reports, .terminal, .exports:
            true
        case .server, .general: false
        }
    }

    /// The heading.
    var heading: String {
        switch self {
        case .input: "Input files"
        case .variables: "Variables and secrets"
        case .selection: "What runs"
        case .runs: "Many environments"
        case .control: "Retries, limits and failures"
        case .requests: "Requests"
        case .network: "Network"
        case .scripts: "Scripts"
        case .authorization: "OAuth 2.0"
        case .reports: "Reports"
        case .terminal: "Terminal output"
        case .exports: "Exports"
        case .server: "Server"
        case .general: "General"
        }
    }
}
