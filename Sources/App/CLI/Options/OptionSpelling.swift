import Diagnostics

/// Finds the option that somebody meant.
enum OptionSpelling {
    /// Names of options in other runners, in curl and by habit, with their names here.
    static let synonyms = [
        "--env": ["--environment", "--env-var"], "--environments": ["--environment"],
        "--env-file": ["--dotenv", "--environment"], "--variable": ["--env-var"],
        "--var": ["--env-var"],
        "--global": ["--globals", "--global-var"], "--data": ["--iteration-data"],
        "--data-file": ["--iteration-data"], "--csv": ["--iteration-data"],
        "--csv-file-path": ["--iteration-data"], "--json-file-path": ["--iteration-data"],
        "--iterations": ["--iteration-count"], "--count": ["--iteration-count"],
        "--reporter": ["--reporters"], "--report": ["--reporters"], "--format": ["--reporters"],
        "--junit": ["--reporters", "--reporter-junit-export"],
        "--html": ["--reporters", "--reporter-html-export"], "--timeout-run": ["--timeout"],
        "--output": ["--reporter-junit-export"], "-o": ["--reporter-junit-export"],
        "--exclude": ["--exclude-folder"], "--skip": ["--exclude-folder"], "--dry-run": ["--list"],
        "--grep": ["--request-name"], "--filter": ["--request-name", "--folder"],
        "--quiet": ["--silent"], "-q": ["--silent"],
        "--request": ["--folder"], "--delay": ["--delay-request"],
        "--cacert": ["--ssl-extra-ca-certs"], "--ca-cert": ["--ssl-extra-ca-certs"],
        "--cert": ["--ssl-client-cert"], "--key": ["--ssl-client-key"],
        "--passphrase": ["--ssl-client-passphrase"],
        "--client-cert-config": ["--ssl-client-cert-list"],
        "--disable-cookies": ["--cookie-jar"], "--cookies": ["--cookie-jar"],
        "--no-color": ["--color"], "--colour": ["--color"], "--api-key": ["--postman-api-key"],
        "--parallel": ["--jobs"], "--workers": ["--jobs"], "--concurrency": ["--jobs"],
        "--stop-on-failure": ["--bail"],
        "--abort-on-failure": ["--bail"],
        "--stop-on-error": ["--bail"], "--abort-on-error": ["--bail"], "--max-retries": ["--retry"],
        "--fail": ["--fail-on-http-error"], "--exit-zero": ["--suppress-exit-code"],
        "--debug": ["--verbose"], "-v": ["--verbose"],
        "--no-proxy": ["--noproxy"], "--max-filesize": ["--max-response-size"],
        "--grant": ["--oauth2-grant"],
        "--http1.1": ["--http-version"], "--http2": ["--http-version"],
    ]

    /// The phrase that names the option that a mistyped one was probably meant to be.
    static func suggestion(for name: String, among labels: [OptionLabel]) -> [String] {
        let names = labels.map(\.name)
        let known = (synonyms[name] ?? []).filter(names.contains)
        if !known.isEmpty { return phrase(known) }
        if !name.hasPrefix("--") { return phrase(shorts(like: name, labels)) }
        let near = Spelling.nearest(to: name, among: names)
        let longer = name.count > 4 ? names.filter { $0.hasPrefix(name) } : []
        if let near, longer.isEmpty || longer.contains(near) { return phrase([near]) }
        return phrase(Array(longer.prefix(3)))
    }

    /// A short option in the other case.
    private static func shorts(like name: String, _ labels: [OptionLabel]) -> [String] {
        labels.compactMap { label in
            label.short.map { "-\($0)" }.flatMap {
                $0.lowercased() == name.lowercased() ? $0 : nil
            }
        }
    }

    private static func phrase(_ names: [String]) -> [String] {
        if names.isEmpty { return [] }
        return ["did you mean \(names.map { "'\($0)'" }.joined(separator: " or "))?"]
    }
}
