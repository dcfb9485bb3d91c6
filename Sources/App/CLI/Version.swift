/// The program's version.
enum Version {
    static let text = "0.1.0"
    /// When it was made, for the manual page.
    static let date = "2026-11-21"
}
