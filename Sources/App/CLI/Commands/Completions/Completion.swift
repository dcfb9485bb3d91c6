import CollectionModel

/// The words that can complete a command line, for the completions of all shells.
///
/// They come from the tables of commands and options. Only names of folders and requests are looked
/// up, in the collection that the line names, if it is a file.
struct Completion: Equatable {
    /// The files that are offered in addition to the words.
    enum Files: Equatable {
        case none
        /// Files with one of these endings, or all files if there is none.
        case ending([String])
        case folders
    }

    /// A word, and what it means.
    struct Candidate: Equatable {
        var word: String
        var meaning = ""
    }

    private(set) var candidates: [Candidate] = []
    private(set) var files = Files.none

    private let current: String

    /// Completes the last of the words that follow the program's name.
    init(_ words: [String]) {
        current = words.last ?? ""
        let before = words.dropLast()
        if before.isEmpty {
            offer(Command.all.map { Candidate(word: $0.name, meaning: $0.summary) })
            if current.hasPrefix("-") {
                offer(["--help", "--version"].map { Candidate(word: $0) })
            }
            return
        }
        if before.first == Command.help.name {
            completeHelp(before.dropFirst())
            return
        }
        guard let command = Command.all.command(before) else { return }
        if !command.actions.isEmpty {
            offer(command.actions.map { Candidate(word: $0.word, meaning: $0.summary) })
            if current.hasPrefix("-") { offer([Candidate(word: "--help")]) }
            return
        }
        let depth = command.name.split(separator: " ").count
        complete(CompletedLine(before.dropFirst(depth), of: command), command)
    }

    /// The answer for the scripts: the first line says which files to offer, and each other line is
    /// a word with its meaning.
    var text: String {
        let kind =
            switch files {
            case .none: "words"
            case .ending(let suffixes): (["files"] + suffixes).joined(separator: " ")
            case .folders: "folders"
            }
        return kind + "\n" + candidates.map { "\($0.word)\t\($0.meaning)\n" }.joined()
    }

    // MARK: Parts of the line

    /// Completes the words of `posthaste help`: a command, an option or a topic; then an action, a
    /// topic or an option of the command.
    private mutating func completeHelp(_ before: ArraySlice<String>) {
        let words = before.drop { $0 == "--markdown" }
        guard let command = Command.all.command(words) else {
            guard words.isEmpty else { return }
            offer(Command.all.map { Candidate(word: $0.name, meaning: $0.summary) })
            offer(HelpTopic.allCases.map { Candidate(word: $0.word, meaning: $0.heading) })
            guard current.hasPrefix("-") else { return }
            if before.isEmpty { offer([Candidate(word: "--markdown")]) }
            return offer(options: Command.withOptions.flatMap { $0.options() })
        }
        guard words.count == command.name.split(separator: " ").count else { return }
        offer(command.actions.map { Candidate(word: $0.word, meaning: $0.summary) })
        offer(command.topics.map { Candidate(word: $0.rawValue, meaning: $0.heading) })
        if current.hasPrefix("-") { offer(options: command.options()) }
    }

    /// Offers options, of several with one name the first.
    private mutating func offer(options: [OptionLabel]) {
        var names: Set<String> = []
        for option in options where names.insert(option.name).inserted {
            offer([Candidate(word: option.name, meaning: option.gist)])
        }
    }

    private mutating func complete(_ line: CompletedLine, _ command: Command) {
        if let option = line.pending {
            offerValues(of: option.shape, line)
            if !option.mayLackValue { return }
        }
        if line.isPastOptions || !current.hasPrefix("-") || current == "-" {
            if let shape = command.operand() { offerValues(of: shape, line) }
            if line.isPastOptions || current != "-" { return }
        }
        if let equals = current.firstIndex(of: "=") {
            let name = String(current[..<equals])
            guard let option = line.options.first(where: { $0.name == name }) else { return }
            offerValues(of: option.shape, line, after: name + "=")
            return
        }
        for option in line.options where option.repeats || !line.given.contains(option.name) {
            offer([Candidate(word: option.name, meaning: option.gist)])
        }
    }

    private mutating func offerValues(
        of shape: ValueShape?, _ line: CompletedLine, after prefix: String = ""
    ) {
        guard let shape else { return }
        var words = shape.choices
        var lead = prefix
        switch shape.kind {
        case .text: break
        case .file(let suffixes): files = .ending(suffixes)
        case .folder: files = .folders
        case .item: words += line.itemNames
        case .list:
            // After the last comma, what is not yet in the list.
            let typed = current.dropFirst(prefix.count)
            let parts = typed.split(separator: ",", omittingEmptySubsequences: false).dropLast()
            lead += parts.map { $0 + "," }.joined()
            words.removeAll { parts.contains(Substring($0)) }
        }
        offer(words.map { Candidate(word: lead + $0) })
    }

    private mutating func offer(_ offered: [Candidate]) {
        candidates += offered.filter { $0.word.hasPrefix(current) && $0.word != "-" }
    }
}

/// The words of a command before the one that is being typed.
struct CompletedLine {
    /// The options of the command.
    let options: [OptionLabel]
    /// The names of those that were given.
    private(set) var given: Set<String> = []
    /// The option whose value comes next, or may come.
    private(set) var pending: OptionLabel?
    /// Whether `--` was given.
    private(set) var isPastOptions = false

    private var operands: [String] = []

    init(_ words: some Swift.Collection<String>, of command: Command) {
        options = command.options()
        for word in words { take(word) }
    }

    private mutating func take(_ word: String) {
        if isPastOptions || !word.hasPrefix("-") || word == "-" {
            if pending == nil { operands.append(word) }
            pending = nil
            return
        }
        pending = nil
        if word == "--" {
            isPastOptions = true
            return
        }
        if word.hasPrefix("--") {
            let name = word.prefix { $0 != "=" }
            guard let option = options.first(where: { $0.name == name }) else { return }
            given.insert(option.name)
            if name.count == word.count, option.shape != nil { pending = option }
            return
        }
        for (index, letter) in word.dropFirst().enumerated() {
            guard let option = options.first(where: { $0.short == letter }) else { return }
            given.insert(option.name)
            guard option.shape != nil else { continue }
            if index == word.count - 2 { pending = option }
            return
        }
    }

    /// The names of folders and requests in the collections of the line, or of posthaste.json.
    var itemNames: [String] {
        var paths = operands
        if paths.isEmpty {
            let configuration = try? Configuration(.standard, RunArguments.options)
            paths = configuration?.collections ?? []
        }
        let local = paths.filter { $0 != "-" && !Download.isAddress($0) && !PostmanAPI.isID($0) }
        var seen: Set<String> = []
        return local.flatMap { path in (try? InputFiles().collection(path))?.items.names ?? [] }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

extension [CollectionItem] {
    /// The names of these and of all below them.
    fileprivate var names: [String] {
        flatMap { item -> [String] in
            guard case .folder(let folder) = item else { return [item.name] }
            return [item.name] + folder.items.names
        }
    }
}

extension OptionLabel {
    /// What it does, as short as a list of completions wants it.
    fileprivate var gist: String {
        let end = meaning.firstIndex { ";:(".contains($0) } ?? meaning.endIndex
        var gist = meaning[..<end]
        while gist.last == " " { gist.removeLast() }
        return String(gist)
    }
}
