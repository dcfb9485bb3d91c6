/// The symbols of reports for the terminal: Newman's, and its plain ones for terminals that show
/// only ASCII (`--disable-unicode`).
struct Symbols {
    /// The lines of a table.
    struct Box {
        let horizontal: String
        let vertical: String
        /// The corners and crossings from left to right: at the top, between rows, above the notes,
        /// between notes, at the bottom.
        let top, row, lastRow, note, bottom: (left: String, middle: String, right: String)
    }

    let isPlain: Bool
    let folder: String
    let root: String
    let sub: String
    let pass: String
    let fail: String
    /// The sign after the number of a script error.
    let bullet: String
    let star: String
    let up: String
    let down: String
    let frame: (top: String, middle: String, bottom: String)
    let box: Box
    /// The separator between the parts of a progress line.
    let separator: String
    let ellipsis: String

    static let unicode = Symbols(
        isPlain: false, folder: "❏", root: "→", sub: "↳", pass: "✓", fail: "✗", bullet: "⠄",
        star: "★", up: "↑", down: "↓", frame: ("┌", "│", "└"),
        box: Box(
            horizontal: "─", vertical: "│", top: ("┌", "┬", "┐"), row: ("├", "┼", "┤"),
            lastRow: ("├", "┴", "┤"), note: ("├", "─", "┤"), bottom: ("└", "─", "┘")),
        separator: " · ", ellipsis: "…")

    static let plain = Symbols(
        isPlain: true, folder: "Folder", root: "Root", sub: "Sub-folder", pass: "Pass",
        fail: "Fail", bullet: ".", star: "*", up: "^", down: "v", frame: ("-", "|", "-"),
        box: Box(
            horizontal: "-", vertical: "|", top: ("-", "-", "-"), row: ("-", "-", "-"),
            lastRow: ("-", "-", "-"), note: ("-", "-", "-"), bottom: ("-", "-", "-")),
        separator: " - ", ellipsis: "...")

    /// Spells a time of ``HumanUnits`` with these symbols: the unit of microseconds is not ASCII.
    func time(_ spelled: String) -> String {
        isPlain && spelled.hasSuffix("µs") ? spelled.dropLast(2) + "us" : spelled
    }

    /// Spells a duration with its unit.
    func time(_ duration: Duration) -> String { time(HumanUnits.time(duration)) }
}
