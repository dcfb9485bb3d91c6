import CollectionAnalysis
import CollectionModel
import Diagnostics
import JSON
import Platform
import Scripting

/// Reads the files of a check; what is wrong with one of them is a finding, unless it is missing.
struct CheckInputs {
    private(set) var input = AnalysisInput()
    /// The findings about files that cannot be read as what they are.
    private(set) var findings: [Finding] = []
    /// How many files were read.
    private(set) var fileCount = 0
    private let files = InputFiles()
    /// The operands that were read, by what is the same for all paths of a file.
    private var seenOperands: Set<String> = []
    /// The index of each file among the variables, in the same way; nil for one that is malformed.
    private var variableIndices: [String: Int?] = [:]

    // MARK: Collections

    /// Reads an operand: a collection, an environment on its own, or a folder of both.
    mutating func addOperand(_ name: String) throws(InputError) {
        if FileAccess.isDirectory(name), !CollectionPath.isCollection(name) {
            let found = DefinitionSearch.definitions(in: name)
            if found.isEmpty {
                throw InputError(
                    "'\(name)' contains no collection and no environment",
                    help: [
                        "these are JSON files as Postman exports them, and folders and "
                            + "environments of format 3; name others themselves",
                        "links to folders are not followed",
                    ])
            }
            for path in found { try addOperand(path) }
        } else if !seenOperands.insert(EnvironmentPaths.identity(name)).inserted {
            return
        } else if let path = CollectionPath(name), !Download.isAddress(name) {
            addFolder(path)
        } else if CollectionFolderFiles.isYAML(name) {
            try addVariables(name, as: .alone)
        } else {
            try addFile(name)
        }
    }

    private mutating func addFolder(_ path: CollectionPath) {
        let reading = CollectionFolderFiles.reading(path)
        fileCount += reading.files.count
        addMalformed(reading.errors)
        guard let collection = reading.collection else { return }
        input.collections.append(.init(collection, from: .files(reading.files)))
    }

    /// Reads a JSON file: an environment if it has the name of one, or variables and no items.
    private mutating func addFile(_ name: String) throws(InputError) {
        let source = try files.source(name, "collection")
        let value = try? JSONParser.parse(source)
        let isOfVariables =
            value.map { value in
                DefinitionFile.isOfVariables(value)
                    || value["item"] == nil && name.hasSuffix(".postman_environment.json")
            } ?? (ProjectFiles.kind(named: name, orDamaged: true) == .environment)
        if isOfVariables {
            let kind = value?["globals"] == nil ? "environment" : "globals"
            return try addVariables(name, as: .alone) { inputs in
                inputs.addVariables(source, kind, as: .alone)
            }
        }
        fileCount += 1
        do throws(DefinitionError) {
            let collection = try DefinitionFile.collection(source)
            input.collections.append(
                .init(collection, from: .json(source, root: collection.json)))
        } catch {
            addMalformed(error.diagnostics)
        }
    }

    // MARK: Variables

    /// Reads environments or globals.
    mutating func addVariables(
        _ name: String, as role: AnalysisInput.VariableFile.Role
    ) throws(InputError) {
        try addVariables(name, as: role) { (inputs) throws(InputError) in
            try inputs.readVariables(name, as: role)
        }
    }

    /// Reads a file unless it was read before; then it only takes on the role, which says more than
    /// that of an operand.
    private mutating func addVariables(
        _ name: String, as role: AnalysisInput.VariableFile.Role,
        _ read: (inout CheckInputs) throws(InputError) -> Void
    ) throws(InputError) {
        let identity = EnvironmentPaths.identity(name)
        guard let known = variableIndices[identity] else {
            let count = input.variables.count
            try read(&self)
            variableIndices[identity] = .some(input.variables.count > count ? count : nil)
            return
        }
        guard let known, role != .alone else { return }
        // Of layers, the order counts.
        var file = input.variables.remove(at: known)
        file.role = role
        variableIndices = variableIndices.mapValues { index in
            index.map { $0 > known ? $0 - 1 : $0 }
        }
        variableIndices[identity] = input.variables.count
        input.variables.append(file)
    }

    private mutating func readVariables(
        _ name: String, as role: AnalysisInput.VariableFile.Role
    ) throws(InputError) {
        let kind = role == .globals ? "globals" : "environment"
        guard CollectionFolderFiles.isYAML(name), !Download.isAddress(name) else {
            return addVariables(try files.source(name, kind), kind, as: role)
        }
        fileCount += 1
        do throws(InputError) {
            let (set, file) = try CollectionFolderFiles.variableFile(name)
            input.variables.append(.init(set, from: .files([file]), as: role))
        } catch {
            // Without a line, the file is not there.
            guard error.diagnostics.contains(where: { $0.place.position != nil }) else {
                throw error
            }
            addMalformed(error.diagnostics)
        }
    }

    private mutating func addVariables(
        _ source: JSONSource, _ kind: String, as role: AnalysisInput.VariableFile.Role
    ) {
        fileCount += 1
        do throws(DefinitionError) {
            let set =
                try kind == "globals"
                ? DefinitionFile.globals(source) : DefinitionFile.environment(source)
            input.variables.append(.init(set, from: .json(source, root: set.json), as: role))
        } catch {
            addMalformed(error.diagnostics)
        }
    }

    /// Reads the names of the columns of data rows.
    mutating func addData(_ name: String) throws(InputError) {
        fileCount += 1
        let source = try files.source(name, "iteration data")
        do throws(DefinitionError) {
            let data = try IterationData(source, types: .strings, delimiter: .automatic)
            for index in 0..<data.count {
                input.givenNames.formUnion(data.row(of: index).members.map(\.key))
            }
        } catch {
            addMalformed(error.diagnostics)
        }
    }

    private mutating func addMalformed(_ diagnostics: [Diagnostic]) {
        findings += diagnostics.map { diagnostic in
            Finding(
                diagnostic.severity == .error ? .malformedFile : .suspiciousMember, diagnostic,
                subject: diagnostic.place.jsonPath ?? diagnostic.message)
        }
    }

    // MARK: Others

    /// Adds warnings about files that are not checked.
    mutating func add(_ warnings: [Diagnostic]) { addMalformed(warnings) }

    /// Adds what a configuration says; `selectsOfThese` if the collections are those that it names.
    mutating func addConfiguration(
        _ configuration: CheckConfiguration, selectsOfThese: Bool
    ) {
        input.givenNames.formUnion(configuration.givenNames)
        findings += configuration.findings
        if selectsOfThese {
            let collections = input.collections.map(\.collection)
            findings += configuration.selectedNames.findings(in: collections)
        }
        fileCount += configuration.fileCount
        for (source, json) in configuration.files {
            input.configurations.append(.init(json, from: .json(source, root: json)))
        }
    }

    mutating func addGivenNames(_ names: [String]) { input.givenNames.formUnion(names) }

    /// Sets how files and scripts are judged.
    mutating func prepare(workingDirectory: String?, isContinuousIntegration: Bool) {
        input.isContinuousIntegration = isContinuousIntegration
        input.fileExists = { path in
            let isRelative = !path.hasPrefix("/")
            let place = isRelative ? workingDirectory.map { $0 + "/" + path } ?? path : path
            return (try? FileAccess.readableSize(place)) != nil
        }
        let syntax = ScriptSyntax()
        input.syntaxError = { syntax.error(in: $0) }
    }
}
