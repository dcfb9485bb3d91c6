/// The files that get the exchanges of a run, in addition to reports.
struct ExchangeFiles: Equatable {
    /// The HTTP archive.
    var archive: String?
    /// The script of `curl` commands.
    var commands: String?
    /// The folder of response bodies.
    var responses: String?

    /// Whether one of them needs all of every body.
    var needsBodies: Bool { archive != nil || responses != nil }
}
