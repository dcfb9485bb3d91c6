/// What a header's value may contain.
public enum HeaderText {
    /// Whether a header can carry the text: it has no control character, above all no line break.
    public static func isSendable(_ text: String) -> Bool {
        !text.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    }

    /// Refuses text that a header cannot carry.
    static func check(_ text: String, parameter: String) throws(SigningError) {
        if !isSendable(text) {
            throw SigningError(.controlCharacterInCredential(parameter: parameter))
        }
    }
}
