import Diagnostics

/// A secret is in no redacted text, next to any other text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = bytes.first else { return 0 }
    let length = Int(first % 32) + 8
    let secret = String(decoding: bytes.dropFirst().prefix(length), as: UTF8.self)
    let around = bytes.dropFirst(1 + length)
    // Next to a mask, its asterisks can make the secret again.
    if secret.utf8.count < 8 || Redactor.isWeak(secret) || secret.contains("*") {
        return 0
    }
    var redactor = Redactor()
    redactor.add(secret)
    // Some texts are never taken for a secret.
    if redactor.isEmpty { return 0 }
    let text = Array(around) + Array(secret.utf8) + Array(around)
    let shown = redactor.redact(text)
    precondition(!shown.contains(Array(secret.utf8)), "the secret is shown")
    return 0
}

extension [UInt8] {
    func contains(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...count - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
    }
}
