import Cryptography
import HTTPModel
import TextEncoding

/// What a scheme signs a request with, besides the request itself: its parameters and the world.
struct SigningContext {
    let block: AuthorizationParameters
    /// The `Content-Type` that the body will be sent with.
    let contentType: String?
    let environment: AuthenticationEnvironment

    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// The time in whole seconds since 1970.
    var seconds: Int { Int(environment.now()) }

    /// So many letters and digits that nobody can foresee.
    func nonce(_ length: Int) throws(AuthenticationError) -> String {
        let bytes = try AuthenticationError.calling { () throws(CryptographyError) in
            try environment.random(length)
        }
        let letters = bytes.map { Self.letters[Int($0) % Self.letters.count] }
        return String(decoding: letters, as: UTF8.self)
    }

    /// A random UUID (RFC 9562 §5.4).
    func uuid() throws(AuthenticationError) -> String {
        var bytes = try AuthenticationError.calling { () throws(CryptographyError) in
            try environment.random(16)
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hexadecimal.encode(bytes).utf8)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-")
    }

    /// The digest of a body, between other bytes; its files are read piece by piece.
    func digest(
        _ algorithm: DigestAlgorithm, of body: HTTPBody?, after prefix: String = "",
        before suffix: String = "", limit: Int = .max
    ) throws(AuthenticationError) -> [UInt8] {
        let digest = try AuthenticationError.calling { () throws(CryptographyError) in
            let digest = try RunningDigest(algorithm)
            try digest.add(Array(prefix.utf8))
            return digest
        }
        var left = limit
        for piece in body?.pieces ?? [] where left > 0 {
            try add(piece, to: digest, left: &left)
        }
        return try AuthenticationError.calling { () throws(CryptographyError) in
            try digest.add(Array(suffix.utf8))
            return try digest.finish()
        }
    }

    private func add(
        _ piece: HTTPBody.Piece, to digest: RunningDigest, left: inout Int
    ) throws(AuthenticationError) {
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
                throw AuthenticationError(.unreadableFile(path))
            }
        }
        if let failure { throw AuthenticationError(.cryptography(failure)) }
    }
}

extension DigestAlgorithm {
    /// The HMAC of a text, its errors made those of authentication.
    func code(of text: String, key: [UInt8]) throws(AuthenticationError) -> [UInt8] {
        try AuthenticationError.calling { () throws(CryptographyError) in
            try authenticationCode(of: Array(text.utf8), key: key)
        }
    }

    /// The digest of a text in hexadecimal digits.
    func hexadecimal(_ text: String) throws(AuthenticationError) -> String {
        try AuthenticationError.calling { () throws(CryptographyError) in
            Hexadecimal.encode(try digest(of: Array(text.utf8)))
        }
    }
}

extension AuthenticationError {
    /// Does something cryptographic; its errors become those of authentication.
    static func calling<Result>(
        _ body: () throws(CryptographyError) -> Result
    ) throws(AuthenticationError) -> Result {
        do {
            return try body()
        } catch {
            throw AuthenticationError(.cryptography(error))
        }
    }
}
