extension RunArguments {
    static let scriptOptions: [Option<RunArguments>] = [
        Option(
            "--timeout-script", nil, .scripts,
            help: "the longest time in milliseconds of one script (default none)",
            .required("MS") { (arguments, text) throws(UsageError) in
                arguments.scriptTimeoutMilliseconds = try count(text, "--timeout-script")
            }),
        Option(
            "--script-memory", nil, .scripts,
            help: "how much memory scripts may use, as 512M or 2G; 0 for no limit (default 1G)",
            .required("SIZE") { (arguments, text) throws(UsageError) in
                arguments.scriptMemory = try size(text, "--script-memory")
            }),
    ]

    /// A number of bytes, written with K, M or G where it counts more than bytes.
    private static func size(_ text: String, _ name: String) throws(UsageError) -> Int {
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
