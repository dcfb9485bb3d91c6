import CJavaScriptCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Copies text between Swift strings and the engine's strings.
enum ScriptString {
    /// Calls `body` with an engine string that lives until it returns.
    static func with<Result, Failure: Error>(
        _ text: String, _ body: (JSStringRef) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let string = make(text)
        defer { JSStringRelease(string) }
        return try body(string)
    }

    /// A new engine string, which the caller releases.
    ///
    /// The engine keeps ASCII text in one byte a character only when it comes as UTF-8; that call
    /// stops at a zero, so text that holds one takes the way over UTF-16.
    static func make(_ text: String) -> JSStringRef {
        let count = text.utf8.count
        let short: JSStringRef? = text.withCString { characters in
            strlen(characters) == count ? JSStringCreateWithUTF8CString(characters) : nil
        }
        if let short { return short }
        return Array(text.utf16).withUnsafeBufferPointer { units in
            JSStringCreateWithCharacters(units.baseAddress, units.count)
        }
    }

    /// The text of an engine string; a lone surrogate becomes U+FFFD.
    static func text(of string: JSStringRef) -> String {
        let capacity = JSStringGetMaximumUTF8CStringSize(string)
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            // The terminator is counted.
            let count = max(JSStringGetUTF8CString(string, buffer.baseAddress, capacity), 1) - 1
            let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
            return String(decoding: bytes, as: UTF8.self)
        }
        // The engine stops at text that is not well-formed UTF-16.
        let length = JSStringGetLength(string)
        guard text.utf16.count != length else { return text }
        let units = UnsafeBufferPointer(start: JSStringGetCharactersPtr(string), count: length)
        return String(decoding: units, as: UTF16.self)
    }
}
