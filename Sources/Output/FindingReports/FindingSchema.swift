import CollectionAnalysis
public import JSON
import Reporting

/// The JSON Schema of the findings that `posthaste check --format json` prints.
public enum FindingSchema {
    /// The schema.
    public static var json: JSONValue {
        let text = JSONSchema.type("string")
        let number = JSONSchema.type("integer")
        let finding = JSONSchema.object([
            ("rule", JSONSchema.words(AnalysisRule.allCases.map(\.rawValue))),
            ("severity", JSONSchema.words(["error", "warning", "note"])),
            ("message", text), ("file?", text), ("line?", number), ("column?", number),
            ("path?", text), ("item?", text), ("subject?", text),
            ("help?", JSONSchema.array(of: text)), ("fingerprint", text),
        ])
        let summary = ["errors", "warnings", "ignored", "files"].map { ($0, number) }
        return JSONSchema.document(
            "Posthaste findings", "What 'posthaste check --format json' prints.",
            JSONSchema.object([
                ("version", .object([("const", .number(1))])),
                ("summary", JSONSchema.object(summary)),
                ("notes", JSONSchema.array(of: text)),
                ("findings", JSONSchema.array(of: finding)),
            ]))
    }
}
