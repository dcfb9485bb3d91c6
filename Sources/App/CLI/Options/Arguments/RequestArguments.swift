/// How requests are made from the collection.
struct RequestArguments {
    /// The folder that relative paths of body files start from; nil for the current one.
    var workingDirectory: String?
    /// Whether body files must be in the working directory.
    var confinesBodyFiles = false
    var ignoresRedirects = false
    var delayMilliseconds: Int?
    /// Whether requests carry a `traceparent`.
    var areTraced = false
}
