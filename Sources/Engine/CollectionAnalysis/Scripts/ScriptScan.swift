import Diagnostics
import Variables

/// What a script does with variables and requests, as far as its text shows.
struct ScriptScan {
    /// A text in a script.
    struct Literal {
        let text: String
        let position: TextPosition
        /// The name that the text is given to: of a property, a variable or a `set`.
        let owner: String?
    }

    /// The variables that it sets under a fixed name.
    private(set) var setNames: Set<String> = []
    /// Whether it sets variables whose names only a run shows.
    private(set) var setsComputedNames = false
    /// Whether it reads variables whose names only a run shows.
    private(set) var readsComputedNames = false
    /// The names that occur as texts, as tokens, or as members of a scope.
    private(set) var mentionedNames: Set<String> = []
    /// The requests that it names as the next one.
    private(set) var nextRequests: [(name: String, position: TextPosition)] = []
    /// The texts in it.
    private(set) var literals: [Literal] = []

    private static let scopes: Set = [
        "environment", "variables", "globals", "collectionVariables", "vault", "iterationData",
    ]
    private static let legacySetters: Set = ["setEnvironmentVariable", "setGlobalVariable"]
    private static let legacyGetters: Set = ["getEnvironmentVariable", "getGlobalVariable"]
    private static let legacyScopes: Set = ["environment", "globals", "data", "iteration"]

    init(_ code: String) {
        let tokens = ScriptLexer.tokens(of: code)
        for index in tokens.indices {
            switch tokens[index].kind {
            case .text, .template: read(text: index, tokens)
            case .name: read(name: index, tokens)
            case .sign: break
            }
        }
    }

    // MARK: Texts

    private mutating func read(text index: Int, _ tokens: [ScriptToken]) {
        let token = tokens[index]
        mentionedNames.formUnion(TemplateResolver.names(in: token.text))
        guard token.kind == .text else { return }
        mentionedNames.insert(token.text)
        literals.append(
            Literal(
                text: token.text, position: token.position, owner: Self.owner(of: index, tokens)))
    }

    /// The name before `=`, `:` or, in a call of `set`, before the comma.
    private static func owner(of index: Int, _ tokens: [ScriptToken]) -> String? {
        guard index >= 2 else { return nil }
        let (sign, name) = (tokens[index - 1], tokens[index - 2])
        guard sign.kind == .sign, ["=", ":", ","].contains(sign.text),
            name.kind == .name || name.kind == .text
        else { return nil }
        if sign.text == "," {
            guard index >= 4, tokens[index - 3].text == "(", isSetter(tokens[index - 4].text) else {
                return nil
            }
        }
        return name.text
    }

    private static func isSetter(_ name: String) -> Bool {
        name == "set" || legacySetters.contains(name)
    }

    // MARK: Calls

    private mutating func read(name index: Int, _ tokens: [ScriptToken]) {
        let name = tokens[index].text
        let isCall = index + 1 < tokens.count && tokens[index + 1].text == "("
        let receiver =
            index >= 2 && tokens[index - 1].text == "." ? tokens[index - 2].text : nil
        if isCall {
            readCall(of: name, on: receiver, index + 2, tokens)
        } else if let receiver, Self.legacyScopes.contains(receiver) {
            mentionedNames.insert(name)
        }
        if Self.legacyScopes.contains(name), index + 1 < tokens.count,
            tokens[index + 1].text == "[", index + 2 < tokens.count,
            tokens[index + 2].kind != .text
        {
            readsComputedNames = true
        }
    }

    private mutating func readCall(
        of name: String, on receiver: String?, _ argument: Int, _ tokens: [ScriptToken]
    ) {
        let first = argument < tokens.count ? tokens[argument] : nil
        let text = first?.kind == .text ? first?.text : nil
        let isScope = receiver.map(Self.scopes.contains) ?? false
        switch name {
        case "set" where text != nil:
            setNames.insert(text ?? "")
        case "set" where isScope: setsComputedNames = true
        case "get" where isScope && text == nil, "toObject" where isScope,
            "unset" where isScope && text == nil:
            readsComputedNames = true
        case _ where Self.legacySetters.contains(name):
            if let text { setNames.insert(text) } else { setsComputedNames = true }
        case _ where Self.legacyGetters.contains(name) && text == nil: readsComputedNames = true
        case "setNextRequest":
            if let text, let first, Self.isAlone(argument, tokens) {
                nextRequests.append((text, first.position))
            }
        default: break
        }
    }

    /// Whether an argument is the whole of its call's arguments.
    private static func isAlone(_ index: Int, _ tokens: [ScriptToken]) -> Bool {
        index + 1 < tokens.count && tokens[index + 1].text == ")"
    }
}
