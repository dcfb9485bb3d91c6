import Testing

@testable import CLI

/// What holds for each option of each command, now and when there are more.
struct OptionTableTests {
    /// Values of all the forms that options take.
    static let samples = [
        "3", "0", "1M", "a=b", "NAME=file:x", "file:x", "h:80:127.0.0.1", "http://h", "x",
        "p95<1s",
    ]

    /// What a value holds, in no order: that of sets and dictionaries is chance.
    static func fingerprint(_ value: some Any) -> String {
        String(String(describing: value).sorted())
    }

    /// A value that an option takes, and that changes what it is for.
    static func value<Arguments>(
        of option: Option<Arguments>, from initial: Arguments
    ) -> String? {
        let before = fingerprint(initial)
        return ((option.label.shape?.choices ?? []) + samples).first { sample in
            var arguments = initial
            do throws(UsageError) {
                try Setting(option: option, value: sample).apply(to: &arguments)
            } catch {
                return false
            }
            return fingerprint(arguments) != before
        }
    }

    /// Checks that each way to write an option does the same.
    static func checkParsing<Arguments>(_ options: [Option<Arguments>], from initial: Arguments)
        throws
    {
        let parser = ArgumentParser(options: options)
        func result(_ words: String...) throws -> String {
            let parsed = try parser.parse(words, into: initial)
            #expect(parsed.positionals.isEmpty && parsed.findings.isEmpty, "\(words)")
            return fingerprint(parsed.arguments)
        }
        for option in options {
            let name = option.name
            let before = fingerprint(initial)
            guard option.label.shape != nil else {
                let long = try result(name)
                #expect(long != before, "\(name) does nothing")
                if let short = option.short { #expect(try result("-\(short)") == long) }
                continue
            }
            let value = try #require(
                Self.value(of: option, from: initial), "\(name) takes no value")
            let long = try result(name, value)
            #expect(long != before, "\(name) does nothing")
            #expect(try result("\(name)=\(value)") == long)
            if let short = option.short {
                for words in [["-\(short)", value], ["-\(short)\(value)"], ["-\(short)=\(value)"]] {
                    let parsed = try parser.parse(words, into: initial)
                    #expect(fingerprint(parsed.arguments) == long, "\(words)")
                }
            }
            if option.label.mayLackValue {
                #expect(throws: Never.self) { try parser.parse([name], into: initial) }
            } else {
                #expect(throws: UsageError.self) { try parser.parse([name], into: initial) }
            }
        }
    }

    static func checkNames(_ options: [OptionLabel]) {
        let names = options.map(\.name) + options.compactMap { $0.short.map { "-\($0)" } }
        #expect(Set(names).count == names.count, "a name is there twice")
        #expect(Set(options.map(\.key)).count == options.count, "a key is there twice")
        for option in options {
            #expect(option.name.hasPrefix("--"))
            #expect(!option.meaning.isEmpty)
            #expect(!option.meaning.contains("several times"), "the table says so: \(option.name)")
            #expect(!option.meaning.hasSuffix("."), "\(option.name)")
        }
    }

    @Test func `Each option of run is read in all its forms`() throws {
        try Self.checkParsing(RunArguments.options, from: RunArguments())
        Self.checkNames(RunArguments.options.map(\.label))
    }

    @Test func `Each option of auth is read in all its forms`() throws {
        try Self.checkParsing(RunArguments.authOptions, from: RunArguments())
        Self.checkNames(RunArguments.authOptions.map(\.label))
    }

    @Test func `Each option of mock is read in all its forms`() throws {
        try Self.checkParsing(MockArguments.options, from: MockArguments())
        Self.checkNames(MockArguments.options.map(\.label))
    }

    @Test func `Names that other programs use lead to existing options`() {
        let names = Set(RunArguments.options.map(\.name))
        for (word, meant) in OptionSpelling.synonyms {
            #expect(!names.contains(word))
            #expect(meant.allSatisfy(names.contains), "\(word)")
        }
    }

    @Test(
        "A placeholder shows which values are allowed",
        arguments: [
            ("FILE|URL|ID|-", .file(suffixes: []), []), ("PATH", .file(suffixes: []), []),
            ("DIR|off", .folder, ["off"]), ("auto|on|off", .text, ["auto", "on", "off"]),
            ("env:NAME|file:PATH|-", .text, []), ("KEY=VALUE", .text, []), ("LIST", .list, []),
            ("1.0|2", .text, ["1.0", "2"]),
        ] as [(ValueShape, ValueShape.Kind, [String])])
    func placeholders(shape: ValueShape, kind: ValueShape.Kind, choices: [String]) {
        #expect(shape.kind == kind)
        #expect(shape.choices == choices)
    }
}
