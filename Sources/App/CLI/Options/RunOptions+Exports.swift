extension RunArguments {
    static let exportOptions: [Option<RunArguments>] = [
        Option(
            "--export-environment", nil, .exports,
            help:
                "write the environment as the run leaves it; into a folder, under a name of its own "
                + "(with several collections it must be one)",
            .required("PATH") { $0.exports.environment = $1 }),
        Option(
            "--export-globals", nil, .exports, help: "write the globals, likewise",
            .required("PATH") { $0.exports.globals = $1 }),
        Option(
            "--export-collection", nil, .exports,
            help: "write the collection with its variables, likewise",
            .required("PATH") { $0.exports.collection = $1 }),
        Option(
            "--export-cookie-jar", nil, .exports,
            help: "write the cookies with their values, which are secrets, likewise",
            .required("PATH") { $0.exports.cookieJar = $1 }),
        Option(
            "--export-secrets", nil, .exports,
            help: "keep secret values in what is exported; without it they are written as \"\"",
            .none { $0.exports.keepsSecrets = true }),
    ]
}
