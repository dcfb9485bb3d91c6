import Platform

/// Whether a person is there to be asked.
enum Presence {
    /// Variables that continuous integration services set.
    private static let servicesVariables = [
        "CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION",
        "BUILDKITE", "CIRCLECI", "TRAVIS", "BITBUCKET_BUILD_NUMBER", "CODEBUILD_BUILD_ID",
        "APPVEYOR",
    ]

    /// Why nobody can be asked; nil if somebody can.
    static var obstacle: String? {
        service ?? (StandardStream.input.isTerminal ? nil : "standard input is not a terminal")
    }

    /// The reason that this runs in a continuous integration service; nil if it does not.
    static var service: String? {
        for name in servicesVariables {
            let value = (ProcessEnvironment[name] ?? "").lowercased()
            if !["", "0", "false"].contains(value) { return "the variable \(name) is set" }
        }
        return nil
    }
}
