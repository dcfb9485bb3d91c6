public import JSON

extension DefinitionFile {
    /// Reads a collection of format 3.
    ///
    /// - Parameters:
    ///   - folder: The contents of its files.
    ///   - files: The files that the places of these contents number.
    /// - Returns: The collection, with warnings about what the app would ignore.
    /// - Throws: All errors that one reading found, each with its place.
    public static func collection(
        _ folder: CollectionFolder, from files: [DefinitionText]
    ) throws(DefinitionError) -> Collection {
        let reader = DefinitionReader(.files(files))
        var collection = reader.collection(folder)
        if reader.hasDefects { throw DefinitionError(reader.findings) }
        collection.warnings = reader.findings
        return collection
    }

    /// Reads an environment or globals of format 3.
    public static func variables(
        _ value: JSONValue, stem: String, from file: DefinitionText
    ) throws(DefinitionError) -> VariableSet {
        let reader = DefinitionReader(.files([file]), hidesText: true)
        var set = reader.variableSet(EnvironmentV3(value, stem: stem, reader: reader).json)
        if reader.hasDefects { throw DefinitionError(reader.findings) }
        set.warnings = reader.findings
        return set
    }

    /// Whether a JSON document is a collection of format 3.
    static func isV3(_ value: JSONValue) -> Bool {
        value["$kind"]?.string == "collection"
    }
}

extension DefinitionReader {
    /// Reads a collection of format 3 by way of v2.1.
    func collection(_ folder: CollectionFolder) -> Collection {
        var conversion = ConversionV3()
        conversion.findsRepeats = origin.isFiles
        let root = conversion.collection(folder)
        for finding in conversion.findings {
            note(
                finding.severity, finding.message, at: finding.value, key: finding.key,
                help: finding.help)
        }
        isV3 = true
        isConverted = true
        var collection = collection(root)
        collection.losses = conversion.losses
        collection.isV3 = true
        return collection
    }
}

extension CollectionFolder {
    /// Creates the folder that a document in JSON describes, with the folders in it.
    init(document: JSONValue, name: String = "Untitled collection") {
        self.init(name: document["name"].flatMap(ValueV3.text) ?? name)
        definition = document
        let items = document["items"] ?? document["children"]
        for (index, item) in (items?.array ?? []).enumerated() {
            let stem = item["name"].flatMap(ValueV3.text) ?? "\(index + 1)"
            var content = item
            if content["order"] == nil, var object = content.object {
                // The list is the order, unless it says another one.
                object["order"] = .number(Double(index))
                content = JSONValue(.object(object), offset: item.offset)
            }
            if item["$kind"]?.string == "collection" {
                folders.append(CollectionFolder(document: content, name: stem))
            } else {
                requests.append(File(stem: stem, content: content))
            }
        }
    }
}
