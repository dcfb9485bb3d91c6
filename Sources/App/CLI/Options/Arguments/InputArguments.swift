import CollectionModel

/// The files that runs start from.
struct InputArguments {
    var environment: String?
    var globals: String?
    var iterationData: String?
    var dataTypes = IterationData.Types.numbers
    var dataDelimiter = IterationData.Delimiter.automatic
    var cookieJar: String?
    /// The key of Postman's API, or where it comes from.
    var postmanAPIKey: String?
}
