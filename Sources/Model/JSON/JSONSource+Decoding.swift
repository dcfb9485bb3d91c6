extension JSONSource {
    /// Creates a source from a file's bytes, in the encoding that they appear to have.
    ///
    /// Places count in the decoded text.
    public init(name: String, decoding bytes: [UInt8]) {
        let encoding = FileEncoding(of: bytes)
        if case .utf8 = encoding {
            self.init(name: name, bytes: bytes)
        } else {
            self.init(name: name, bytes: encoding.decoded(bytes))
        }
    }
}
