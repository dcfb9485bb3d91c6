extension RunArguments {
    static let exportOptions: [Option<RunArguments>] = [
        Option(
            "--export-environment", nil, .exports,
            help: "write the environment as the run leaves it, to a file or into a folder (several "
                + "collections need a folder)",
            .required("PATH") { $0.exports.environment = $1 }),
        Option(
            "--export-globals", nil, .exports, help: "write the globals in the same way",
            .required("PATH") { $0.exports.globals = $1 }),
        Option(
            "--export-collection", nil, .exports,
            help: "write the collection with its variables in the same way",
            .required("PATH") { $0.exports.collection = $1 }),
        Option(
            "--export-cookie-jar", nil, .exports,
            help: "write the cookies with their values, which are secrets, in the same way",
            .required("PATH") { $0.exports.cookieJar = $1 }),
        Option(
            "--export-secrets", nil, .exports,
            help: "keep secret values in exports; without it they are written as \"\"",
            .none { $0.exports.keepsSecrets = true }),
    ]
}
