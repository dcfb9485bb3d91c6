/// What the scripts of an item have done with its response.
struct Scrutiny {
    /// Whether a test of a post-response script has run.
    var hasTest = false
    /// Whether a script has read its status, which is 400 or above.
    var readsStatus = false

    /// Whether a test may depend on the status.
    var judgesStatus: Bool { hasTest && readsStatus }
}
