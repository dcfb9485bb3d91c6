import Cryptography
import HTTPModel
import TextEncoding

/// What a scheme needs to sign a request, in addition to the request itself.
struct SigningContext {
    let block: AuthBlock
    /// The `Content-Type` that the body will be sent with.
    let contentType: String?
    /// Whether there is no body only because a form has no parameters yet.
    var isEmptyForm = false
    let environment: SigningEnvironment

    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The time in whole seconds since 1970.
    var seconds: Int { Int(environment.now()) }

    /// Returns that many unpredictable letters and digits.
    func nonce(_ length: Int) throws(SigningError) -> String {
        let bytes = try SigningError.calling { () throws(CryptographyError) in
            try environment.random(length)
        }
        let letters = bytes.map { Self.letters[Int($0) % Self.letters.count] }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Returns a random UUID.
    func uuid() throws(SigningError) -> String {
        let bytes = try SigningError.calling { () throws(CryptographyError) in
            try environment.random(16)
        }
        return UUIDText.random(bytes)
    }

    /// Returns the digest of a body, between other bytes; its files are read piece by piece.
    func digest(
        _ algorithm: DigestAlgorithm, of body: HTTPBody?, after prefix: String = "",
        before suffix: String = "", limit: Int = .max
    ) throws(SigningError) -> [UInt8] {
        let digest = try SigningError.calling { () throws(CryptographyError) in
            let digest = try RunningDigest(algorithm)
            try digest.add(Array(prefix.utf8))
            return digest
        }
        var left = limit
        for piece in body?.pieces ?? [] where left > 0 {
            try add(piece, to: digest, left: &left)
        }
        return try SigningError.calling { () throws(CryptographyError) in
            try digest.add(Array(suffix.utf8))
            return try digest.finish()
        }
    }

    private func add(
        _ piece: HTTPBody.Piece, to digest: RunningDigest, left: inout Int
    ) throws(SigningError) {
        var failure: CryptographyError?
        func take(_ bytes: [UInt8]) -> Bool {
            do throws(CryptographyError) {
                try digest.add(bytes.count <= left ? bytes : Array(bytes.prefix(left)))
            } catch {
                failure = error
            }
            left -= min(left, bytes.count)
            return left > 0 && failure == nil
        }
        switch piece {
        case .bytes(let bytes): _ = take(bytes)
        case .file(let path, _):
            guard environment.readFile(path, take) else {
                throw SigningError(.unreadableFile(path))
            }
        }
        if let failure { throw SigningError(.cryptography(failure)) }
    }
}

extension DigestAlgorithm {
    /// Returns the HMAC of a text.
    func code(of text: String, key: [UInt8]) throws(SigningError) -> [UInt8] {
        try SigningError.calling { () throws(CryptographyError) in
            try authenticationCode(of: Array(text.utf8), key: key)
        }
    }

    /// Returns the digest of a text in hexadecimal digits.
    func hexadecimal(_ text: String) throws(SigningError) -> String {
        try SigningError.calling { () throws(CryptographyError) in
            Hexadecimal.encode(try digest(of: Array(text.utf8)))
        }
    }
}
