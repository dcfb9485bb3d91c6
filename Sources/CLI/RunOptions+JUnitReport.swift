extension RunArguments {
    static let junitReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-junit-export", nil, .reports,
            help: "where the JUnit report goes (default: a file in the folder 'newman')",
            .optional("FILE") { $0.reportPaths[.junit] = $1 })
    ]
}
