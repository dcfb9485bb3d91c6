import Diagnostics
import JSON
import RunModel

/// Reads the lines of one event stream.
struct EventStreamReader {
    /// The content of a line.
    enum Line {
        /// The first line of a stream.
        case begin(EventFormat)
        /// An event.
        case event(RunEvent)
        /// An event that this version does not know, with its name.
        case unknown(String)
        /// An incomplete line: the process was killed while it wrote it.
        case cutOff
    }

    /// The stream's name, as the user gave it.
    let name: String
    /// How many lines were read.
    private(set) var lineCount = 0
    private var hasBegun = false

    init(name: String) {
        self.name = name
    }

    /// Reads the next line; nil for an empty one.
    ///
    /// An incomplete line is the last one, with no line feed at its end.
    mutating func read(_ bytes: [UInt8], isComplete: Bool = true) throws(Diagnostic) -> Line? {
        lineCount += 1
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { return nil }
        let source = JSONSource(name: name, bytes: bytes)
        let json: JSONValue
        do throws(JSONSyntaxError) {
            json = try JSONParser.parse(source)
        } catch {
            if !isComplete, hasBegun || bytes.starts(with: Self.beginning) { return .cutOff }
            throw hasBegun ? placed(error.diagnostic(in: source)) : noStream
        }
        do throws(EventFault) {
            return try line(json)
        } catch {
            if !hasBegun { throw noStream }
            let place = source.place(at: error.offset, jsonPath: json.path(to: error.offset))
            throw placed(
                Diagnostic(
                    .error, "this line is not an event: \(error.message)", at: place,
                    help: ["it was changed after it was written, or damaged"]))
        }
    }

    /// Skips the next line.
    mutating func skip() { lineCount += 1 }

    /// Takes the last line for the next one.
    mutating func stepBack() { lineCount -= 1 }

    /// Creates a diagnostic about the stream as a whole, at the last line read.
    func complaint(_ severity: Severity, _ message: String, help: [String] = []) -> Diagnostic {
        let position = lineCount > 0 ? TextPosition(line: lineCount, column: 1) : nil
        return Diagnostic(
            severity, message, at: Place(file: name, position: position), help: help)
    }

    private static let beginning = Array("{\"format\":".utf8)

    private mutating func line(_ json: JSONValue) throws(EventFault) -> Line {
        var reader = try EventReader(json)
        if json["format"] != nil {
            let format: EventFormat = try reader.members()
            hasBegun = format.name == EventFormat.name
            if hasBegun { return .begin(format) }
        }
        guard hasBegun else { throw EventFault("the stream has no first line", at: json) }
        if let event = try reader.event() { return .event(event) }
        return .unknown(try reader.get("event"))
    }

    /// Returns the diagnostic with the number that the line has in the stream.
    private func placed(_ diagnostic: Diagnostic) -> Diagnostic {
        var result = diagnostic
        result.place.position?.line = lineCount
        return result
    }

    /// The diagnostic about a file that is not an event stream.
    var noStream: Diagnostic {
        Diagnostic(
            .error, "'\(name)' is not an event stream",
            help: ["give a file that 'posthaste run --reporter-events-export FILE' wrote"])
    }
}

extension EventFormat {
    /// Refuses a stream of a later version.
    func check(_ reader: EventStreamReader) throws(Diagnostic) {
        if version <= Self.currentVersion { return }
        throw reader.complaint(
            .error,
            "'\(reader.name)' is an event stream of version \(version), and this program reads "
                + "version \(Self.currentVersion) and older",
            help: ["update Posthaste to the version that wrote it, \(program), or a newer one"])
    }
}
