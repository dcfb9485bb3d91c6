extension RunArguments {
    /// The options of `posthaste run`, with Newman's spelling and meaning if Newman has them.
    static let options: [Option<RunArguments>] =
        [
            inputOptions, variableOptions, selectionOptions, severalRunsOptions, controlOptions,
            requestOptions, networkOptions, scriptOptions, authorizationOptions, reportOptions,
            terminalOptions, exportOptions, cloudOptions, generalOptions,
        ].flatMap { $0 }

    static let generalOptions: [Option<RunArguments>] = [
        Option(
            "--config", nil, .general,
            help: "read options from this file instead of posthaste.json (see 'posthaste help "
                + "configuration')",
            .required(.file("FILE", ".json")) { $0.configuration = .file($1) }),
        Option(
            "--no-config", nil, .general,
            help: "read no options from posthaste.json and newmanrc files",
            .none { $0.configuration = .none }),
        helpOption,
    ]

    static let helpOption = Option<RunArguments>(
        "--help", "h", .general, help: "show this help", .none { $0.wantsHelp = true })

    // MARK: Values

    /// More than any run reaches, and so little that sums and products of such numbers with
    /// others stay within those of `Int`.
    private static let largest = 1_000_000_000_000

    /// A whole number above 0.
    static func positive(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number > 0 else {
            throw UsageError(message: "'\(name)' must be a whole number above 0, not '\(text)'")
        }
        return try limited(number, name)
    }

    /// A whole number from 0 on.
    static func count(_ text: String, _ name: String) throws(UsageError) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw UsageError(message: "'\(name)' must be a whole number, not '\(text)'")
        }
        return try limited(number, name)
    }

    private static func limited(_ number: Int, _ name: String) throws(UsageError) -> Int {
        if number <= largest { return number }
        throw UsageError(message: "'\(name)' must be at most \(largest), not '\(number)'")
    }

    /// The milliseconds of a time; nil if it is left out.
    static func time(_ text: String?, _ name: String) throws(UsageError) -> Int? {
        guard let text else { return nil }
        return try TimeSpelling.milliseconds(text, name)
    }

    /// A number of bytes, with K, M or G for larger units.
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
            if !overflows, bytes <= 1 << 50 { return bytes }
        }
        throw UsageError(message: "'\(name)' must be a size such as 512M or 2G, not '\(text)'")
    }
}
