import RunModel

/// A line on the terminal that shows the progress of a run and is drawn again and again.
public struct ProgressLine: Sendable {
    /// The purpose of the line.
    public enum Style: Sendable, Hashable {
        /// Below a report that shows each request.
        case counts
        /// Alone: the `progress` report.
        case bar
    }

    /// The purpose of the line.
    public var style: Style
    /// Whether ANSI colours are used.
    public var usesColor: Bool
    /// Whether its symbols may be other than ASCII.
    public var usesUnicode: Bool

    private static let barWidth = 30
    private static let shownAfter = 300
    private static let slowAfter = 1_000

    /// Creates a line.
    public init(style: Style = .counts, usesColor: Bool = false, usesUnicode: Bool = true) {
        self.style = style
        self.usesColor = usesColor
        self.usesUnicode = usesUnicode
    }

    private var symbols: Symbols { usesUnicode ? .unicode : .plain }

    /// Returns the line for a terminal of so many columns, at a time of the progress's clock.
    ///
    /// It is empty at first: a run that is over in a moment needs no progress.
    public func text(_ progress: RunProgress, columns: Int, at milliseconds: Int) -> String {
        guard progress.isRunning, progress.elapsed(at: milliseconds) >= Self.shownAfter
        else { return "" }
        // The last column stays free, because some terminals wrap when it is written.
        return fitted(parts(progress, progress.start?.place, at: milliseconds), columns - 1)
    }

    /// Returns the line of one of several runs, which begins with a name.
    func text(
        _ progress: RunProgress, named name: String, columns: Int, at milliseconds: Int
    ) -> String {
        guard progress.isRunning else { return "" }
        let shown = TerminalText.printable(name, keepsLines: false)
        return fitted(parts(progress, shown, at: milliseconds), columns - 1)
    }

    /// A part of the line and its colour.
    struct Part {
        var text: String
        var ink: Ink?
    }

    private func parts(_ progress: RunProgress, _ name: String?, at now: Int) -> [Part] {
        var parts: [Part] = []
        if let name { parts.append(Part(text: name)) }
        parts.append(Part(text: count(progress)))
        if progress.failures > 0 {
            parts.append(Part(text: "\(progress.failures) failed", ink: .red))
        }
        parts.append(Part(text: Self.time(progress.elapsed(at: now))))
        if let left = progress.remaining(at: now) {
            parts.append(Part(text: "\(Self.time(left)) left"))
        }
        if let item = progress.item {
            parts.append(Part(text: TerminalText.printable(item.path, keepsLines: false)))
        }
        if progress.attempt > 1 { parts.append(Part(text: "attempt \(progress.attempt)")) }
        let waiting = progress.waiting(at: now)
        if waiting >= Self.slowAfter { parts.append(Part(text: "waiting \(Self.time(waiting))")) }
        return parts
    }

    private func count(_ progress: RunProgress) -> String {
        guard style == .bar else { return progress.counts }
        let share = progress.share
        return "\(Self.bar(share, symbols)) \(Int(share * 100))% \(progress.counts)"
    }

    static func bar(_ share: Double, _ symbols: Symbols) -> String {
        let full = Int((share * Double(barWidth)).rounded(.down))
        let rest = barWidth - full
        if symbols.isPlain {
            return "[" + String(repeating: "=", count: full) + String(repeating: " ", count: rest)
                + "]"
        }
        return String(repeating: "█", count: full) + String(repeating: "░", count: rest)
    }

    /// Joins the parts.
    ///
    /// If they do not fit, the name of the request is cut first, and then the parts at the end are
    /// left out.
    private func fitted(_ parts: [Part], _ columns: Int) -> String {
        var text = TerminalText(usesColor: usesColor)
        var room = columns
        for (index, part) in parts.enumerated() {
            let lead = index == 0 ? "" : symbols.separator
            // The parts behind the name are short, and more useful than the end of a long name.
            let rest = parts.dropFirst(index + 1).reduce(0) {
                $0 + symbols.separator.count + DisplayWidth.of($1.text)
            }
            let isLongest = DisplayWidth.of(part.text) > 20
            let shown = cut(part.text, room - lead.count - (isLongest ? rest : 0))
            if shown.isEmpty { break }
            text.add(lead, .gray)
            text.add(shown, part.ink ?? .gray)
            room -= lead.count + DisplayWidth.of(shown)
        }
        return text.text
    }

    private func cut(_ text: String, _ width: Int) -> String {
        if DisplayWidth.of(text) <= width { return text }
        let room = width - symbols.ellipsis.count
        guard room >= 5, let head = LineBreaker.cut(text[...], width: room).first else { return "" }
        return head + symbols.ellipsis
    }

    /// Spells a time in whole seconds: `5s`, `2m 5s` or `1h 2m`.
    static func time(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1_000
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 3_600 { return "\(seconds / 60)m \(seconds % 60)s" }
        return "\(seconds / 3_600)h \(seconds / 60 % 60)m"
    }
}
