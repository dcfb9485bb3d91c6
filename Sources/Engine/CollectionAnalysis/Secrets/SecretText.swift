import Diagnostics

/// Hides the secrets that a text of the user, such as a command, has in it.
public enum SecretText {
    /// How many secrets are looked for.
    private static let limit = 20

    /// Returns the text without secrets: those known by their form, and the values of names that
    /// suggest one, as in `token=x`.
    public static func masked(_ text: String) -> String {
        var text = text
        for _ in 0..<limit {
            guard let (_, secret) = SecretShape.find(in: text) else { break }
            text = text.replacing(secret, with: Redactor.mask)
        }
        return SecretExcerpt.masked(text)
    }
}
