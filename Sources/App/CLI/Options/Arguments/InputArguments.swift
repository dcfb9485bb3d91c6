import CollectionModel

/// The files that runs start from.
struct InputArguments {
    /// The layers of the environment, of which a later one wins.
    var environments: [String] = []
    var globals: String?
    var iterationData: String?
    var dataTypes = IterationData.Types.numbers
    var dataDelimiter = IterationData.Delimiter.automatic
    var cookieJar: String?
    /// How the folders of collections in format 3 are read.
    var folders = FolderReading()
    /// The key of Postman's API, or where it comes from.
    var postmanAPIKey: String?
}

/// How the folder of a collection in format 3 is read.
struct FolderReading {
    /// Whether a part of a collection inherits nothing from the folders around it.
    var isIsolated = false
    /// Whether files that cannot be read are left out with a warning.
    var allowsBrokenFiles = false
}
