extension RunArguments {
    /// What the elements of a JUnit file are.
    enum JUnitLayout: String, CaseIterable {
        /// A suite for each request and iteration, errors as test cases, all sums right.
        case strict
        /// Newman's: a suite for each request, errors beside the test cases.
        case newman
    }

    static let junitReportOptions: [Option<RunArguments>] = [
        Option(
            "--reporter-junit-export", nil, .reports,
            help: "where the JUnit report goes (default: a file in the folder 'newman')",
            .optional("FILE") { $0.reportPaths[.junit] = $1 }),
        Option(
            "--reporter-junit-layout", nil, .reports,
            help: "newman: Newman's own elements and attributes, for pipelines that depend on "
                + "them (default strict)",
            .required(.choice(of: JUnitLayout.self)) { (arguments, text) throws(UsageError) in
                arguments.junitLayout = try .choice(text, "--reporter-junit-layout")
            }),
    ]
}
