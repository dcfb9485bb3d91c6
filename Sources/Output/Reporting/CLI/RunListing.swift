public import RunModel

/// A list of the requests that would run, in the style of the terminal report.
public struct RunListing {
    private let symbols: Symbols
    private var text: TerminalText
    private var folders: [String] = []

    /// Creates a list.
    public init(usesColor: Bool, usesUnicode: Bool) {
        symbols = usesUnicode ? .unicode : .plain
        text = TerminalText(usesColor: usesColor)
    }

    /// Returns the list of a collection's requests, with the number of iterations and data rows.
    public mutating func list(
        _ requests: [ListedRequest], of collection: String, iterations: Int, rows: Int
    ) -> String {
        text.clear()
        folders = []
        text.foreign(collection)
        text.add("\n")
        for request in requests { add(request) }
        text.add("\n")
        text.add(Self.sum(requests.count, iterations, rows))
        text.add("\n")
        return text.text
    }

    private mutating func add(_ request: ListedRequest) {
        text.add("\n")
        if request.folders != folders {
            folders = request.folders
            if !folders.isEmpty {
                text.add(symbols.folder + " ")
                text.foreign(folders.joined(separator: " / "))
                text.add("\n")
            }
        }
        text.add((folders.isEmpty ? symbols.root : symbols.sub) + " ")
        text.foreign(request.name)
        text.add("\n")
        text.begin(.gray)
        text.add("  ")
        text.foreign(request.method)
        text.add(" ")
        text.foreign(request.url)
        let notes = Self.notes(request)
        if !notes.isEmpty { text.foreign(" [\(notes.joined(separator: ", "))]") }
        text.end()
        text.add("\n")
    }

    private static func notes(_ request: ListedRequest) -> [String] {
        var notes: [String] = []
        if let authorization = request.authorization { notes.append(authorization) }
        if request.hasPrerequestScripts { notes.append("pre-request script") }
        if request.hasTestScripts { notes.append("tests") }
        return notes
    }

    /// The total, as `3 requests, 2 iterations over 2 data rows: 6 in all`.
    private static func sum(_ requests: Int, _ iterations: Int, _ rows: Int) -> String {
        if requests == 0 { return "nothing to run" }
        var sum = HumanUnits.count(requests, "request")
        if iterations > 1 || rows > 0 { sum += ", " + HumanUnits.count(iterations, "iteration") }
        if rows > 0 { sum += " over " + HumanUnits.count(rows, "data row") }
        if iterations > 1 { sum += ": \(requests * iterations) in all" }
        return sum
    }
}
