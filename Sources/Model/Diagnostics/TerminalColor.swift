/// The colours of texts on a terminal, as codes of "select graphic rendition".
///
/// They are fixed tones of the palette of 256 colours, dark enough for a white background and light
/// enough for a black one. Of the eight basic colours, green, yellow and cyan can hardly be read on
/// white in many terminals, and blue not on black.
public enum TerminalColor: String, CaseIterable, Sendable {
    case gray = "38;5;243"
    case red = "38;5;160"
    case green = "38;5;28"
    case yellow = "38;5;130"
    case blue = "38;5;27"
    case cyan = "38;5;30"

    /// The code of bold text in this colour.
    public var bold: String { "1;" + rawValue }
}
