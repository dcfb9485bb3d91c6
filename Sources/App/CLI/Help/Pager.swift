import Platform

/// Shows a long text on a terminal, a page at a time.
enum Pager {
    /// Writes the text to standard output, or hands it to `$PAGER` (default `less`) if a person
    /// reads it on a terminal that is too low for it.
    static func show(_ text: String) {
        let output = StandardStream.output
        guard output.isTerminal, let rows = output.rows, let program,
            text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= rows
        else { return output.write(text) }
        ProcessEnvironment.setDefault("LESS", "FRX")
        do throws(SystemError) {
            try ChildProcess.feed(Array(text.utf8), to: program)
        } catch {
            output.write(text)
        }
    }

    /// The shell command that shows pages; nil if the user wants none, or there is none.
    private static var program: String? {
        if let pager = ProcessEnvironment["POSTHASTE_PAGER"] ?? ProcessEnvironment["PAGER"] {
            return pager.isEmpty || pager == "cat" ? nil : pager
        }
        return ChildProcess.exists("less") ? "less" : nil
    }
}
