import Foundation

/// A script that browserify has made of modules.
///
/// It is a call with a list of functions by number, each with the numbers of what it requires by
/// name: `33:[function(require,module,exports){…},{"./flag":15}],`.
struct ModuleBundle {
    private(set) var text: String

    /// Takes a module out and returns its text; the others then get the module from the function
    /// `require` around the script.
    ///
    /// Returns nil if there is no such module, or if it is the last one.
    mutating func take(_ name: String) -> String? {
        let mention = "\"\(name)\":"
        guard let place = text.firstRange(of: mention) else { return nil }
        let number = text[place.upperBound...].prefix { $0.isNumber }
        guard let opening = text.firstRange(of: "],\(number):[\(Self.opening)") else { return nil }
        let rest = text[opening.upperBound...]
        guard let closing = rest.firstMatch(of: /\n\},\{[^{}]*\}(?=\],)/) else { return nil }
        let module = String(text[opening.upperBound..<closing.range.lowerBound])
        text.removeSubrange(opening.lowerBound..<closing.range.upperBound)
        for end in [",", ""] { text.replace("\(mention)\(number)\(end)", with: "") }
        return module
    }

    private static let opening = "function(require,module,exports){"
}
