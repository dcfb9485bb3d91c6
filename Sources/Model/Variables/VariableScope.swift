public import CollectionModel
public import JSON

/// One scope of variables, as an environment: ordered, changed by scripts, alive as long as the
/// run.
public final class VariableScope {
    /// A variable of the scope.
    public struct Entry: Sendable {
        /// The key.
        public var key: String
        /// The value.
        public var value: VariableValue
        /// The type from the file, as `secret`.
        public var type: String?
        /// Whether it is switched off: not seen by anybody, but exported.
        public var isDisabled: Bool
        /// Whether the value is the user's for this run alone: an export has the file's in its
        /// place.
        public var isLent = false
        /// Whether a layer below the last environment file defines it: an export has it only if the
        /// run changes it.
        public var isInherited = false
        /// The members of the file's variable that nothing here reads.
        public var definition: JSONObject
    }

    /// The scope's id, if its file has one.
    public let id: String?
    /// The scope's name, if its file has one.
    public let name: String?
    /// Receives each variable that is set.
    public var observer: ((Entry) -> Void)?

    /// Whether variables that the scope started with are gone.
    private(set) var hasLostEntries = false

    /// The variables in order, disabled ones and gaps included.
    private var list: [Entry] = []
    /// The places in the list whose variables were removed.
    private var gaps: Set<Int> = []
    /// The last enabled entry of each key.
    private var indices: [String: Int] = [:]
    /// The keys of several enabled entries.
    private var repeatedKeys: Set<String> = []

    /// Makes a scope from what a file defines.
    public init(id: String? = nil, name: String? = nil, variables: [VariableDefinition] = []) {
        self.id = id
        self.name = name
        list = variables.map {
            Entry(
                key: $0.key, value: VariableValue(of: $0), type: $0.type,
                isDisabled: $0.isDisabled, definition: $0.json)
        }
        reindex()
    }

    /// Makes a scope from a data row.
    public convenience init(row: JSONObject) {
        self.init(
            variables: row.members.map { VariableDefinition(key: $0.key, value: $0.value) })
    }

    /// Makes a scope of its own with the same variables, which nobody observes.
    public convenience init(copying other: VariableScope) {
        self.init(id: other.id, name: other.name)
        list = other.list
        gaps = other.gaps
        indices = other.indices
        repeatedKeys = other.repeatedKeys
    }

    /// Makes a scope from an environment or globals.
    public convenience init(_ set: VariableSet) {
        self.init(id: set.id, name: set.name, variables: set.variables)
    }

    /// Makes a scope from an environment on top of others, the last of which wins.
    ///
    /// A variable that is secret in one of them is secret. A variable that is switched off hides
    /// nothing below it.
    public convenience init(_ set: VariableSet, over layers: [VariableSet]) {
        self.init(
            id: set.id, name: set.name ?? layers.last { $0.name != nil }?.name,
            variables: set.variables)
        inherit(layers)
    }

    private func inherit(_ layers: [VariableSet]) {
        var inherited: [Entry] = []
        var places: [String: Int] = [:]
        for variable in layers.flatMap(\.variables) where !variable.isDisabled {
            if let own = indices[variable.key] {
                if variable.type == "secret" { list[own].type = "secret" }
                continue
            }
            var entry = Entry(
                key: variable.key, value: VariableValue(of: variable), type: variable.type,
                isDisabled: false, isInherited: true, definition: JSONObject())
            if let place = places[variable.key] {
                if inherited[place].type == "secret" { entry.type = "secret" }
                inherited[place] = entry
            } else {
                places[variable.key] = inherited.count
                inherited.append(entry)
            }
        }
        list = inherited + list
        reindex()
    }

    /// The value of the last enabled variable of that key.
    public func value(for key: String) -> VariableValue? {
        indices[key].map { list[$0].value }
    }

    /// Whether an enabled variable of that key exists.
    public func has(_ key: String) -> Bool { indices[key] != nil }

    /// Changes the enabled variable of that key, its type kept, or adds one of a type.
    public func set(_ key: String, _ value: VariableValue, type: String? = nil) {
        if let index = indices[key] {
            if let type, list[index].type != "secret" { list[index].type = type }
            list[index].value = value.cast(to: list[index].type)
            if list[index].type != "secret" { list[index].isLent = false }
            list[index].isInherited = false
            observer?(list[index])
            return
        }
        indices[key] = list.count
        let entry = Entry(
            key: key, value: value.cast(to: type), type: type, isDisabled: false,
            definition: JSONObject())
        list.append(entry)
        observer?(entry)
    }

    /// Sets a variable for this run alone; a secret one stays secret after scripts change it.
    public func lend(_ key: String, _ value: String, isSecret: Bool) {
        let index: Int
        if let known = indices[key] {
            index = known
        } else {
            index = list.count
            indices[key] = index
            list.append(
                Entry(
                    key: key, value: .undefined, type: nil, isDisabled: false,
                    definition: JSONObject()))
        }
        if isSecret { list[index].type = "secret" }
        list[index].value = VariableValue.string(value).cast(to: list[index].type)
        list[index].isLent = true
        observer?(list[index])
    }

    /// Runs `body` with other values of some variables, and restores them; nil removes a variable.
    public func overriding<Result, Failure: Error>(
        _ values: [(String, VariableValue?)], _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = values.map { ($0.0, value(for: $0.0)) }
        setOrUnset(values)
        defer { setOrUnset(before) }
        return try body()
    }

    private func setOrUnset(_ values: [(String, VariableValue?)]) {
        for (key, value) in values {
            if let value { set(key, value) } else { unset(key) }
        }
    }

    /// Removes every enabled variable of that key.
    public func unset(_ key: String) {
        guard let index = indices.removeValue(forKey: key) else { return }
        hasLostEntries = true
        remove(at: index)
        if repeatedKeys.remove(key) != nil {
            for index in list.indices where list[index].key == key && !list[index].isDisabled {
                remove(at: index)
            }
        }
        // Only now and then, since the time depends on how many variables there are.
        if gaps.count > list.count / 2 {
            list = entries
            reindex()
        }
    }

    private func remove(at index: Int) {
        gaps.insert(index)
        list[index].value = .undefined
    }

    /// Removes every variable.
    public func clear() {
        hasLostEntries = hasLostEntries || !entries.isEmpty
        list = []
        reindex()
    }

    /// The variables in order, disabled ones included.
    public var entries: [Entry] {
        gaps.isEmpty ? list : list.indices.filter { !gaps.contains($0) }.map { list[$0] }
    }

    /// The enabled variables, one for each key, in order.
    public var enabledEntries: [Entry] {
        list.indices.filter { indices[list[$0].key] == $0 }.map { list[$0] }
    }

    private func reindex() {
        gaps = []
        indices = [:]
        repeatedKeys = []
        for (index, entry) in list.enumerated() where !entry.isDisabled {
            if indices.updateValue(index, forKey: entry.key) != nil {
                repeatedKeys.insert(entry.key)
            }
        }
    }
}

/// The scopes of a run, in their order of precedence (NewmanReference §4.1).
public final class VariableScopes {
    /// `pm.variables`: what scripts set for the rest of the run.
    public let local: VariableScope
    /// The data row of the iteration.
    public var data: VariableScope
    /// The environment.
    public let environment: VariableScope
    /// The variables of the folders around the item, which only collections of format 3 have.
    public var folder = VariableScope()
    /// The collection's variables.
    public let collection: VariableScope
    /// The globals.
    public let globals: VariableScope
    /// The secrets that a run was given, for `pm.vault` and `{{vault:name}}`; nil if it was given
    /// none.
    public var vault: VariableScope?

    /// Makes the scopes of a run; those left out are empty.
    public init(
        local: VariableScope = VariableScope(), data: VariableScope = VariableScope(),
        environment: VariableScope = VariableScope(), collection: VariableScope = VariableScope(),
        globals: VariableScope = VariableScope()
    ) {
        self.local = local
        self.data = data
        self.environment = environment
        self.collection = collection
        self.globals = globals
    }

    /// The scopes, the one that counts most first.
    public var inPrecedence: [VariableScope] {
        [local, data, environment, folder, collection, globals]
    }

    /// The value in the first scope that has the key.
    public func value(for key: String) -> VariableValue? {
        local.value(for: key) ?? data.value(for: key) ?? valueBelowData(for: key)
    }

    /// The value that takes the place of a `{{key}}`, or nil if the token stays: no scope has the
    /// key, or the data row says `null` (NewmanReference §4.2).
    func substitute(for key: String) -> VariableValue? {
        if let value = local.value(for: key) { return value }
        if let value = data.value(for: key) {
            return value == .null || value == .undefined ? nil : value
        }
        return valueBelowData(for: key)
    }

    /// Whether the data row has the key, but nothing to put in its place.
    public func isNullInData(_ key: String) -> Bool {
        local.value(for: key) == nil && data.has(key) && substitute(for: key) == nil
    }

    private func valueBelowData(for key: String) -> VariableValue? {
        environment.value(for: key) ?? folder.value(for: key) ?? collection.value(for: key)
            ?? globals.value(for: key) ?? secret(named: key)
    }

    /// The secret of the vault that a name such as `vault:password` means.
    private func secret(named name: String) -> VariableValue? {
        guard let vault, name.hasPrefix(Self.vaultPrefix) else { return nil }
        return vault.value(for: String(name.dropFirst(Self.vaultPrefix.count)))
    }

    private static let vaultPrefix = "vault:"

    /// The names of all variables and secrets, each once; those that count least come first.
    public var names: [String] {
        var seen: Set<String> = []
        let secrets = vault?.enabledEntries.map { Self.vaultPrefix + $0.key } ?? []
        let others = inPrecedence.reversed().flatMap { $0.enabledEntries.map(\.key) }
        return (secrets + others).filter { seen.insert($0).inserted }
    }
}
