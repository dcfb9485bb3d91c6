import Reporting
import RunModel

/// Standard output in a job of a CI service, for reports that show what servers and scripts say.
///
/// The runner obeys some lines of output, wherever they come from: those that begin with two colons
/// (GitHub), and those with `##[`, `##vso[` (Azure), `##teamcity[` or `section_start:` (GitLab). A
/// response must not be able to set an output of the job, or to hide what follows. A space without
/// width makes text of them.
final class GuardedOutput: TextSink, Sendable {
    private let output: BufferedOutput

    init(_ output: BufferedOutput) {
        self.output = output
    }

    func write(_ text: String) throws(ListenerError) { try output.write(Self.guarded(text)) }

    /// Whether this is such a job.
    static var isNeeded: Bool { Presence.service != nil }

    private static let marks = ["##[", "##vso[", "##teamcity[", "section_start:", "section_end:"]
        .map(\.unicodeScalars)

    /// The text without commands.
    static func guarded(_ text: String) -> String {
        if !mayHoldCommand(text) { return text }
        var guarded = ""
        var isAtStart = true
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if isAtStart, rest.starts(with: "::".unicodeScalars) { guarded += "\u{200B}" }
            guarded.unicodeScalars.append(scalar)
            if scalar == "#" || scalar == "s", marks.contains(where: { rest.starts(with: $0) }) {
                guarded += "\u{200B}"
            }
            rest.removeFirst()
            isAtStart = scalar == "\n" || (isAtStart && scalar.properties.isWhitespace)
        }
        return guarded
    }

    private static func mayHoldCommand(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == last, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
            if byte == UInt8(ascii: "_"), last == UInt8(ascii: "n") { return true }
            last = byte
        }
        return false
    }
}
