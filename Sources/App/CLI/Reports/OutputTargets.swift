import Platform

/// The files that a command line writes, none of which may be another one or an input.
///
/// Files are compared by what they are, not by how their paths are spelled. This is a look at the
/// command line alone: what the files name is refused when a report is opened (`InputRegister`).
struct OutputTargets {
    /// What is written to a place or read from it: a phrase such as `the report 'json'`.
    ///
    /// A place is a text: the identity of a file, or that of a folder and the name of a new file.
    private var outputs: [String: String] = [:]
    private var inputs: [String: String] = [:]

    /// Checks the outputs of a run against one another and against its inputs.
    static func check(_ arguments: RunArguments, collections: [String]) throws(UsageError) {
        var targets = OutputTargets()
        let given = arguments.inputs
        for path in collections { targets.read(path, as: "the collection") }
        for path in given.environments.dropLast() { targets.read(path, as: "the base environment") }
        targets.read(given.environments.last, as: "the environment")
        targets.read(given.globals, as: "the globals")
        targets.read(given.iterationData, as: "the iteration data")
        targets.read(given.cookieJar, as: "the cookie jar")
        for path in arguments.several.shardTimings { targets.read(path, as: "the timings") }
        targets.readSecrets(arguments)
        try targets.writeReports(arguments.reports)
        let exports = arguments.exports
        try targets.write(exports.environment, as: "the environment")
        try targets.write(exports.globals, as: "the globals")
        try targets.write(exports.collection, as: "the collection")
        try targets.write(exports.cookieJar, as: "the cookie jar")
        try targets.write(arguments.tokens.auditLog, as: "the audit log")
    }

    /// Adds the files of secrets, keys and certificates, and those of variables and options.
    private mutating func readSecrets(_ arguments: RunArguments) {
        let (variables, tokens, network) =
            (arguments.variables, arguments.tokens, arguments.network)
        for path in variables.dotenvFiles { read(path, as: "the dotenv file") }
        let named = (variables.secrets + variables.vault).map(\.source)
        for case .file(let path) in named + tokens.secrets.all { read(path, as: "the secret") }
        for source in variables.secretSources {
            if case .path(let path) = source.place { read(path, as: "the secrets") }
        }
        for case .file(let path)? in [tokens.assertion, tokens.exchanged] {
            read(path, as: "the assertion")
        }
        read(network.extraAuthorities, as: "the authorities")
        read(network.clientCertificateList, as: "the list of client certificates")
        for path in [network.clientCertificate, tokens.certificate] {
            read(path, as: "the client certificate")
        }
        for path in [network.clientKey, tokens.key] { read(path, as: "the client key") }
        read(tokens.serviceAccount, as: "the service account")
        if case .file(let path) = arguments.configuration { read(path, as: "the configuration") }
    }

    /// Checks the outputs of `posthaste report` against the event streams.
    static func check(_ reports: ReportArguments, streams: [String]) throws(UsageError) {
        var targets = OutputTargets()
        for path in streams { targets.read(path, as: "the event stream") }
        try targets.writeReports(reports)
    }

    private mutating func writeReports(_ reports: ReportArguments) throws(UsageError) {
        for report in reports.names {
            try write(reports.paths[report], as: "the report '\(report.rawValue)'")
        }
        try write(reports.jobSummary, as: "the summary of the report 'github'")
        try write(reports.exchanges.archive, as: "the HAR archive")
        try write(reports.exchanges.commands, as: "the curl commands")
    }

    private mutating func read(_ path: String?, as input: String) {
        if let path, !Download.isAddress(path), let place = Self.place(path) {
            inputs[place] = input
        }
    }

    /// Adds an output; an export may replace the file that it comes from.
    private mutating func write(_ path: String?, as output: String) throws(UsageError) {
        guard let path, let place = Self.place(path) else { return }
        if let input = inputs[place], input != output {
            throw UsageError(
                message: "\(output) would be written over \(input) '\(path)'",
                help: ["give it a file of its own"])
        }
        if let other = outputs.updateValue(output, forKey: place) {
            throw UsageError(
                message: "\(other) and \(output) cannot both be written to '\(path)'",
                help: ["give each a file of its own"])
        }
    }

    /// The place of a path; nil for standard streams, devices, and folders, which get new names.
    private static func place(_ path: String) -> String? {
        if path == "-" || path.hasSuffix("/") || FileAccess.isDirectory(path)
            || FileAccess.isPipeOrDevice(path)
        {
            return nil
        }
        if let identity = FileIdentity(path) { return identity.text }
        let path = FileAccess.destination(of: path)
        let folder = FileAccess.parent(of: path)
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return (FileIdentity(folder.isEmpty ? "." : folder)?.text ?? folder) + "/" + name
    }
}
