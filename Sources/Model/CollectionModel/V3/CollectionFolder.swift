public import JSON

/// A collection or a folder in format 3: a directory with a file for each request
/// (CollectionV3Reference §1.1).
///
/// It holds the contents of the files as they were read; `DefinitionFile` makes a collection of it.
public struct CollectionFolder: Sendable {
    /// One file.
    public struct File: Sendable {
        /// The file's name without its endings, as `Create order` for `Create order.request.yaml`.
        public var stem: String
        /// The value that the file holds, with places as `FilePosition`.
        public var content: JSONValue

        /// Creates a file.
        public init(stem: String, content: JSONValue) {
            self.stem = stem
            self.content = content
        }
    }

    /// The name of the directory.
    public var name: String
    /// What `.resources/definition.yaml` holds; nil if there is no such file.
    public var definition: JSONValue?
    /// The requests, in any order.
    public var requests: [File] = []
    /// The folders in it, in any order.
    public var folders: [CollectionFolder] = []
    /// The saved examples of requests, by the stem of the request's file.
    public var examples: [String: [File]] = [:]

    /// Creates an empty folder.
    public init(name: String) {
        self.name = name
    }

    /// Whether it holds nothing that belongs to a collection.
    public var isEmpty: Bool {
        definition == nil && requests.isEmpty && folders.allSatisfy(\.isEmpty)
    }
}
