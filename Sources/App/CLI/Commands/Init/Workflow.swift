/// The file with which a CI service runs the collections of a project.
///
/// Texts of the services are in `Workflow+Services`.
struct Workflow {
    /// A CI service.
    enum Service: String, CaseIterable {
        case github, gitlab, azure, jenkins

        /// The path of its file.
        var path: String {
            switch self {
            case .github: ".github/workflows/api-tests.yml"
            case .gitlab: ".gitlab-ci.yml"
            case .azure: "azure-pipelines.yml"
            case .jenkins: "Jenkinsfile"
            }
        }

        var name: String {
            switch self {
            case .github: "GitHub Actions"
            case .gitlab: "GitLab"
            case .azure: "Azure Pipelines"
            case .jenkins: "Jenkins"
            }
        }
    }

    let service: Service
    /// Whether the run needs a client secret.
    let needsSecret: Bool
    /// The options that choose the environments, if `posthaste.json` names none.
    private let environmentOptions: [String]

    init(_ service: Service, _ project: ProjectFiles) {
        self.service = service
        needsSecret = project.collectionWithOAuth2 != nil
        environmentOptions = project.environments.count > 1 ? Self.eachEnvironment(project) : []
    }

    /// The options that run the collections once for each environment.
    static func eachEnvironment(_ project: ProjectFiles) -> [String] {
        project.environmentWords.map { "--each-environment " + quoted($0) }
    }

    /// What the file does, for the person who reads what `init` did.
    var meaning: String {
        "\(service.name) runs the collections"
            + (environmentOptions.isEmpty ? "" : ", once for each environment")
    }

    /// The command line; `reporters` replace those of `posthaste.json`.
    func command(reporters: String? = nil) -> String {
        var words = ["posthaste run"] + environmentOptions
        if let reporters { words.append("-r " + reporters) }
        if needsSecret {
            words.append("--oauth2-grant client_credentials --client-secret env:CLIENT_SECRET")
        }
        return words.joined(separator: " ")
    }

    /// What must be set up in the service before the first run.
    var preparation: [String] {
        let image = "the address of the image that 'make image' of Posthaste makes"
        let package = "the address of the Debian package that 'make package' of Posthaste makes"
        var lines: [String] =
            switch service {
            case .github: ["in GitHub, set the variable POSTHASTE_PACKAGE: \(package)"]
            case .gitlab: ["in GitLab, set the variable POSTHASTE_IMAGE: \(image)"]
            case .azure: ["in Azure, set the variable posthastePackage: \(package)"]
            case .jenkins: ["in Jenkins, have 'posthaste' on the PATH of the agents"]
            }
        guard needsSecret else { return lines }
        switch service {
        case .github: lines.append("in GitHub, set the secret CLIENT_SECRET")
        case .gitlab: lines.append("in GitLab, set the masked variable CLIENT_SECRET")
        case .azure: lines.append("in Azure, set the secret variable clientSecret")
        case .jenkins: lines.append("in Jenkins, add the credentials 'client-secret' (secret text)")
        }
        return lines
    }

    /// A path as a word of a shell, which is not an option.
    ///
    /// CI services replace `${{ }}` and `$(name)` also within quotes, so these are split up.
    static func quoted(_ path: String) -> String {
        let word = path.hasPrefix("-") ? "./" + path : path
        let isPlain = word.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-/".utf8.contains(byte)
        }
        if isPlain { return word }
        var text = word.replacing("'", with: #"'\''"#)
        for bracket in ["{", "(", "["] {
            text = text.replacing("$" + bracket, with: "$''" + bracket)
        }
        return "'" + text + "'"
    }
}
