import Reporting
import RunModel

/// Standard output in a job of GitHub Actions, for reports that show what servers and scripts say.
///
/// The runner obeys each line of output that begins with two colons, wherever it comes from; a
/// response must not be able to set an output of the job, or to hide what follows. A space without
/// width before the colons makes text of them.
final class GuardedOutput: TextSink, Sendable {
    private let output: BufferedOutput

    init(_ output: BufferedOutput) {
        self.output = output
    }

    func write(_ text: String) throws(ListenerError) { try output.write(Self.guarded(text)) }

    /// The text without commands, in the form of today and in the older one, which counts anywhere.
    static func guarded(_ text: String) -> String {
        if !mayHoldCommand(text) { return text }
        var guarded = ""
        var isAtStart = true
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if isAtStart, rest.starts(with: "::".unicodeScalars) { guarded += "\u{200B}" }
            guarded.unicodeScalars.append(scalar)
            if rest.starts(with: "##[".unicodeScalars) { guarded += "\u{200B}" }
            rest.removeFirst()
            isAtStart = scalar == "\n" || (isAtStart && scalar.properties.isWhitespace)
        }
        return guarded
    }

    private static func mayHoldCommand(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            if byte == last, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
            last = byte
        }
        return false
    }
}
