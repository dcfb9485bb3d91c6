import Cryptography
import JavaScriptEngine

// The functions below `crypto.subtle`. Its JavaScript has checked the arguments; the refusals of
// libcrypto are thrown.
extension SandboxBridge {
    func addCryptography(to functions: inout Functions) {
        addDigests(to: &functions)
        addKeys(to: &functions)
        addKeyUse(to: &functions)
    }

    /// The bytes of an argument.
    private static func bytes(
        _ arguments: borrowing ScriptArguments, _ index: Int
    ) throws(ScriptException) -> [UInt8] {
        guard let bytes = arguments[index].bytes else {
            throw ScriptException(name: "TypeError", message: "bytes are needed")
        }
        return bytes
    }

    private static func digest(
        _ arguments: borrowing ScriptArguments, _ index: Int
    ) throws -> DigestAlgorithm {
        let name = try arguments.string(at: index)
        guard let digest = DigestAlgorithm(rawValue: name) else {
            throw ScriptException(message: "unknown hash '\(name)'")
        }
        return digest
    }

    private static func integer(
        _ arguments: borrowing ScriptArguments, _ index: Int
    ) throws -> Int {
        guard let number = Int(exactly: try arguments.double(at: index)), number >= 0 else {
            throw ScriptException(name: "RangeError", message: "a whole number is needed")
        }
        return number
    }

    /// The key of DER in an argument.
    private static func key(
        _ arguments: borrowing ScriptArguments, _ index: Int, isPrivate: Bool
    ) throws -> AsymmetricKey {
        let material = try bytes(arguments, index)
        return try isPrivate ? AsymmetricKey(pkcs8: material) : AsymmetricKey(spki: material)
    }

    /// Adds a function that returns bytes; libcrypto's reasons become messages.
    private func add(
        _ name: String, to functions: inout Functions,
        _ body: @escaping (borrowing ScriptArguments) throws -> [UInt8]
    ) {
        functions.add(name) { _, arguments in
            let bytes = try Self.translating {
                try arguments.context.computation { try body(arguments) }
            }
            return try arguments.context.makeArrayBuffer(from: bytes)
        }
    }

    private static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as CryptographyError {
            let reason = error.reason.isEmpty ? "it is not possible" : error.reason
            throw ScriptException(message: "\(error.operation): \(reason)")
        }
    }

    private func addDigests(to functions: inout Functions) {
        add("digest", to: &functions) { arguments in
            try Self.digest(arguments, 0).digest(of: Self.bytes(arguments, 1))
        }
        add("hmac", to: &functions) { arguments in
            try Self.digest(arguments, 0).authenticationCode(
                of: Self.bytes(arguments, 2), key: Self.bytes(arguments, 1))
        }
        add("hkdf", to: &functions) { arguments in
            try KeyDerivation.hkdf(
                Self.digest(arguments, 0), secret: Self.bytes(arguments, 1),
                salt: Self.bytes(arguments, 2), information: Self.bytes(arguments, 3),
                length: Self.integer(arguments, 4))
        }
        add("pbkdf2", to: &functions) { arguments in
            try KeyDerivation.pbkdf2(
                Self.digest(arguments, 0), password: Self.bytes(arguments, 1),
                salt: Self.bytes(arguments, 2), iterations: Self.integer(arguments, 3),
                length: Self.integer(arguments, 4))
        }
        add("aes", to: &functions) { arguments in
            let name = try arguments.string(at: 0)
            guard let mode = BlockCipher.Mode(rawValue: name) else {
                throw ScriptException(message: "unknown mode '\(name)'")
            }
            let cipher = try BlockCipher(mode, key: Self.bytes(arguments, 2))
            let vector = try Self.bytes(arguments, 3)
            let more = BlockCipher.Authentication(
                data: try Self.bytes(arguments, 5), tagLength: try Self.integer(arguments, 6))
            let data = try Self.bytes(arguments, 4)
            return arguments.bool(at: 1)
                ? try cipher.encrypt(data, vector: vector, more)
                : try cipher.decrypt(data, vector: vector, more)
        }
    }

    // MARK: - Keys

    /// The kind of key that a name and its detail mean: `RSA` and bits, `EC` and curve, `ED25519`,
    /// `X25519`.
    private static func kind(
        _ arguments: borrowing ScriptArguments, _ index: Int
    ) throws -> AsymmetricKey.Kind {
        switch try arguments.string(at: index) {
        case "RSA": return .rsa(bits: try integer(arguments, index + 1))
        case "ED25519": return .ed25519
        case "X25519": return .x25519
        default:
            let name = try arguments.string(at: index + 1)
            guard let curve = AsymmetricKey.Curve(rawValue: name) else {
                throw ScriptException(message: "unknown curve '\(name)'")
            }
            return .ellipticCurve(curve)
        }
    }

    private static func description(of kind: AsymmetricKey.Kind) -> [String] {
        switch kind {
        case .rsa(let bits): ["RSA", String(bits)]
        case .ellipticCurve(let curve): ["EC", curve.rawValue]
        case .ed25519: ["ED25519", ""]
        case .x25519: ["X25519", ""]
        }
    }

    private func addKeys(to functions: inout Functions) {
        add("generateKey", to: &functions) { arguments in
            let kind = try Self.kind(arguments, 0)
            let exponent = try arguments.isNothing(at: 2) ? [1, 0, 1] : Self.bytes(arguments, 2)
            return try AsymmetricKey.generate(kind, exponent: exponent).pkcs8()
        }
        add("publicKeyOf", to: &functions) { arguments in
            try Self.key(arguments, 0, isPrivate: true).spki()
        }
        add("canonicalKey", to: &functions) { arguments in
            let isPrivate = arguments.bool(at: 1)
            let key = try Self.key(arguments, 0, isPrivate: isPrivate)
            return try isPrivate ? key.pkcs8() : key.spki()
        }
        add("keyOfNumbers", to: &functions) { arguments in
            let key = try Self.keyOfNumbers(arguments)
            return try key.isPrivate ? key.pkcs8() : key.spki()
        }
        functions.add("kindOfKey") { _, arguments in
            try Self.translating {
                let key = try Self.key(arguments, 0, isPrivate: arguments.bool(at: 1))
                return arguments.reply(Self.join(Self.description(of: key.kind)))
            }
        }
        functions.add("numbersOfKey") { _, arguments in
            try Self.translating {
                let key = try Self.key(arguments, 0, isPrivate: arguments.bool(at: 1))
                let numbers = try key.numbers()
                let names = Self.join(numbers.map(\.name))
                var values = [arguments.context.makeString(names)]
                for number in numbers {
                    values.append(try arguments.context.makeArrayBuffer(from: number.bytes))
                }
                return arguments.context.makeArray(values)
            }
        }
    }

    /// Type, curve, the numbers' names in one text, then the numbers.
    private static func keyOfNumbers(
        _ arguments: borrowing ScriptArguments
    ) throws -> AsymmetricKey {
        var numbers: [String: [UInt8]] = [:]
        let names = try arguments.string(at: 2).split(separator: "\0")
        for (index, name) in names.enumerated() {
            numbers[String(name)] = try bytes(arguments, 3 + index)
        }
        let curve = try arguments.string(at: 1)
        switch try arguments.string(at: 0) {
        case "RSA": return try AsymmetricKey(rsaNumbers: numbers)
        case "EC":
            guard let curve = AsymmetricKey.Curve(rawValue: curve), let x = numbers["x"],
                let y = numbers["y"]
            else { throw ScriptException(message: "a point of a known curve is needed") }
            return try AsymmetricKey(curve, x: x, y: y, d: numbers["d"])
        default:
            let kind: AsymmetricKey.Kind = curve == "Ed25519" ? .ed25519 : .x25519
            return try AsymmetricKey(
                raw: numbers["d"] ?? numbers["x"] ?? [], kind, isPrivate: numbers["d"] != nil)
        }
    }

    // MARK: - Use

    /// The digest and the padding of a signature, from the scheme's name on.
    private static func scheme(
        _ arguments: borrowing ScriptArguments, _ index: Int
    ) throws -> (DigestAlgorithm?, AsymmetricKey.Padding?) {
        let hash = try arguments.string(at: index + 1)
        let digest = hash.isEmpty ? nil : try Self.digest(arguments, index + 1)
        switch try arguments.string(at: index) {
        case "pkcs1": return (digest, .pkcs1)
        case "pss": return (digest, .pss(saltLength: try integer(arguments, index + 2)))
        default: return (digest, nil)
        }
    }

    private func addKeyUse(to functions: inout Functions) {
        add("sign", to: &functions) { arguments in
            let (digest, padding) = try Self.scheme(arguments, 1)
            return try Self.key(arguments, 0, isPrivate: true)
                .signature(of: Self.bytes(arguments, 4), digest, padding)
        }
        functions.add("verify") { _, arguments in
            try Self.translating {
                let (digest, padding) = try Self.scheme(arguments, 1)
                let isRight = try arguments.context.computation {
                    try Self.key(arguments, 0, isPrivate: false)
                        .verifies(
                            Self.bytes(arguments, 5), of: Self.bytes(arguments, 4), digest, padding)
                }
                return arguments.context.makeBool(isRight)
            }
        }
        add("oaep", to: &functions) { arguments in
            let isEncrypting = arguments.bool(at: 1)
            return try Self.key(arguments, 0, isPrivate: !isEncrypting)
                .oaep(
                    Self.bytes(arguments, 4), isEncrypting: isEncrypting,
                    Self.digest(arguments, 2), label: Self.bytes(arguments, 3))
        }
        add("sharedSecret", to: &functions) { arguments in
            try Self.key(arguments, 0, isPrivate: true)
                .sharedSecret(with: Self.key(arguments, 1, isPrivate: false))
        }
    }
}
