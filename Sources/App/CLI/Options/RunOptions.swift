extension RunArguments {
    /// The options of `posthaste run`, spelled and meant as Newman's where Newman has them.
    static let options: [Option<RunArguments>] =
        [
            inputOptions, selectionOptions, controlOptions, requestOptions, networkOptions,
            scriptOptions, authorizationOptions, reportOptions, junitReportOptions,
            jsonReportOptions, htmlReportOptions, textReportOptions, eventOptions, exportOptions,
            generalOptions,
        ].flatMap { $0 }

    // MARK: Values

    static func positive(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number > 0 else {
            throw UsageError(message: "'\(name)' must be a whole number above 0, not '\(text)'")
        }
        return number
    }

    /// A number that may be left out, and is then not set.
    static func optionalCount(_ text: String?, _ name: String) throws(UsageError) -> Int? {
        guard let text else { return nil }
        return try count(text, name)
    }

    static func count(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw UsageError(message: "'\(name)' must be a whole number, not '\(text)'")
        }
        return number
    }

    /// A number of bytes, written with K, M or G where it counts more than bytes.
    static func size(_ text: String, _ name: String) throws(UsageError) -> Int {
        let units: [Character: Int] = ["k": 10, "m": 20, "g": 30]
        var digits = Substring(text.lowercased())
        for ending in ["ib", "b"] where digits.hasSuffix(ending) {
            digits = digits.dropLast(ending.count)
            break
        }
        let shift = digits.last.flatMap { units[$0] }
        if shift != nil { digits = digits.dropLast() }
        if let number = Int(digits), number >= 0 {
            let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
            if !overflows { return bytes }
        }
        throw UsageError(message: "'\(name)' must be a size as 512M or 2G, not '\(text)'")
    }
}
