extension RunArguments {
    /// The options of `posthaste run`, spelled and meant as Newman's where Newman has them.
    static let options: [Option<RunArguments>] =
        inputOptions + selectionOptions + requestOptions + scriptOptions + authorizationOptions
        + reportOptions + exportOptions
        + generalOptions

    // MARK: Values

    static func positive(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number > 0 else {
            throw UsageError(message: "'\(name)' must be a whole number above 0, not '\(text)'")
        }
        return number
    }

    static func count(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw UsageError(message: "'\(name)' must be a whole number, not '\(text)'")
        }
        return number
    }
}
