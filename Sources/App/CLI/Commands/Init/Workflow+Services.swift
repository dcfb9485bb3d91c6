import JSON

extension Workflow {
    /// The text of the file.
    var text: String {
        let lines =
            switch service {
            case .github: github
            case .gitlab: gitlab
            case .azure: azure
            case .jenkins: jenkins
            }
        return lines.filter { $0 != Self.leftOut }.joined(separator: "\n") + "\n"
    }

    /// Stands for a line that this project does not need.
    private static let leftOut = "\0"

    /// A line for projects that need a client secret.
    private func secret(_ line: String) -> String { needsSecret ? line : Self.leftOut }

    /// A command line as a value of YAML: as it is if it means itself, or else in quotes.
    private static func scalar(_ line: String) -> String {
        let isPlain =
            !line.contains(": ") && !line.contains(" #")
            && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        return isPlain ? line : JSONWriter.compact(.string(line))
    }

    /// A command line within `'''` of Groovy, in which a backslash begins an escape.
    private static func groovy(_ line: String) -> String {
        guard line.contains("\\") else { return line }
        return line.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#)
    }

    private var heading: String { "Runs the collections that posthaste.json names." }

    private var github: [String] {
        [
            "# \(heading)",
            "name: API tests",
            "on: [push, pull_request, workflow_dispatch]",
            "jobs:",
            "  api-tests:",
            "    runs-on: ubuntu-latest",
            "    timeout-minutes: 30",
            "    steps:",
            "      - uses: actions/checkout@v4",
            "      - name: Install Posthaste",
            "        env:",
            "          PACKAGE: ${{ vars.POSTHASTE_PACKAGE }}",
            "        run: |",
            "          curl --fail --silent --show-error --location -o posthaste.deb \"$PACKAGE\"",
            "          sudo apt-get update -qq",
            "          sudo apt-get install -y -qq ./posthaste.deb",
            "      - name: Run the collections",
            secret("        env:"),
            secret("          CLIENT_SECRET: ${{ secrets.CLIENT_SECRET }}"),
            "        run: \(Self.scalar(command(reporters: "cli,github,junit,html")))",
            "      - uses: actions/upload-artifact@v4",
            "        if: always()",
            "        with:",
            "          name: reports",
            "          path: reports",
        ]
    }

    private var gitlab: [String] {
        [
            "# \(heading)",
            "api-tests:",
            "  image:",
            "    name: $POSTHASTE_IMAGE",
            "    entrypoint: [\"\"]",
            "  timeout: 30m",
            "  script:",
            "    - \(Self.scalar(command()))",
            "  artifacts:",
            "    when: always",
            "    paths: [reports]",
            "    reports:",
            "      junit: reports/junit.xml",
        ]
    }

    private var azure: [String] {
        [
            "# \(heading)",
            "trigger: ['*']",
            "pool:",
            "  vmImage: ubuntu-latest",
            "steps:",
            "  - script: |",
            "      set -e",
            "      curl --fail --silent --show-error --location -o posthaste.deb \"$PACKAGE\"",
            "      sudo apt-get update -qq",
            "      sudo apt-get install -y -qq ./posthaste.deb",
            "    displayName: Install Posthaste",
            "    env:",
            "      PACKAGE: $(posthastePackage)",
            "  - script: \(Self.scalar(command()))",
            "    displayName: Run the collections",
            secret("    env:"),
            secret("      CLIENT_SECRET: $(clientSecret)"),
            "  - task: PublishTestResults@2",
            "    condition: always()",
            "    inputs:",
            "      testResultsFiles: reports/junit.xml",
            "  - publish: reports",
            "    condition: always()",
            "    artifact: reports",
        ]
    }

    private var jenkins: [String] {
        [
            "// \(heading)",
            "pipeline {",
            "    agent any",
            "    options { timeout(time: 30, unit: 'MINUTES') }",
            secret("    environment { CLIENT_SECRET = credentials('client-secret') }"),
            "    stages {",
            "        stage('API tests') {",
            "            steps {",
            "                sh '''",
            "                    \(Self.groovy(command()))",
            "                '''",
            "            }",
            "        }",
            "    }",
            "    post {",
            "        always {",
            "            junit 'reports/junit.xml'",
            "            archiveArtifacts artifacts: 'reports/**', allowEmptyArchive: true",
            "        }",
            "    }",
            "}",
        ]
    }
}
