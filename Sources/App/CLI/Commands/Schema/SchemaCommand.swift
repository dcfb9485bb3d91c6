import FindingReports
import JSON
import Platform
import Reporting

/// `posthaste schema`: prints the JSON Schema of a file that Posthaste reads or writes.
enum SchemaCommand {
    /// What a schema is of.
    enum Subject: String, CaseIterable {
        case config, events, report, check

        /// What the schema describes.
        var meaning: String {
            switch self {
            case .config: "print the schema of posthaste.json"
            case .events: "print the schema of a line of the event stream"
            case .report: "print the schema of the JSON report"
            case .check: "print the schema of the findings of 'check --format json'"
            }
        }

        var schema: JSONValue {
            switch self {
            case .config: ConfigurationSchema.json
            case .events: EventSchema.json
            case .report: JSONReportSchema.json
            case .check: FindingSchema.json
            }
        }
    }

    /// The action of a subject.
    static func action(_ subject: Subject) -> Command {
        Command(
            name: "schema " + subject.rawValue, summary: subject.meaning, usage: "",
            about: [subject.meaning.prefix(1).uppercased() + subject.meaning.dropFirst() + "."],
            execute: { words in
                if let word = words.first {
                    throw UsageError(
                        message: "'schema \(subject.rawValue)' takes no arguments, but '\(word)' "
                            + "is given")
                }
                StandardStream.output.write(JSONWriter.pretty(subject.schema))
                return ExitCode.success.rawValue
            })
    }
}
