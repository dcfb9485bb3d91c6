public import Cryptography

/// Why a request cannot be signed.
public struct SigningError: Error, Sendable, Hashable {
    /// What went wrong, as data; `diagnostic` puts it into words.
    public enum Kind: Sendable, Hashable {
        /// The block's type is not one of Postman's.
        case unknownScheme(String)
        /// A parameter without which the type cannot sign is absent or empty.
        case emptyParameter(key: String, type: String)
        /// A parameter contains a variable that has no value.
        case unresolvedVariable(name: String, key: String)
        /// A parameter of a script's request contains a variable, which nobody substitutes there.
        case unsubstitutedVariable(name: String, key: String)
        /// A parameter is empty because the variable in it is empty.
        case emptyVariable(name: String, key: String)
        /// A credential contains a character that a header cannot carry.
        case controlCharacterInCredential(parameter: String)
        /// A credential is an array or an object, but text is expected.
        case malformedCredential(parameter: String, form: String)
        /// A parameter cannot be used.
        case invalidParameter(key: String, problem: ParameterProblem)
        /// A file of the body cannot be read.
        case unreadableFile(String)
        /// The server asks for something that cannot be answered.
        case unusableChallenge(ChallengeProblem)
        /// The cryptography library failed.
        case cryptography(CryptographyError)
    }

    /// What went wrong.
    public var kind: Kind
    /// The element that has the block, as in `AuthBlock`; empty if unknown.
    public var owner: String
    /// Further help, from a caller that knows more than the parameters' values.
    public var hints: [String] = []

    /// Creates an error.
    public init(_ kind: Kind, owner: String = "") {
        self.kind = kind
        self.owner = owner
    }

    /// Returns the error with an owner, unless it already has one.
    func owned(by name: String) -> SigningError {
        guard owner.isEmpty else { return self }
        var error = self
        error.owner = name
        return error
    }

    /// Calls a function of the cryptography library and converts its errors.
    static func calling<Result>(
        _ body: () throws(CryptographyError) -> Result
    ) throws(SigningError) -> Result {
        do {
            return try body()
        } catch {
            throw SigningError(.cryptography(error))
        }
    }
}

/// What is wrong with a parameter.
public enum ParameterProblem: Sendable, Hashable {
    /// It is not one of the possible values.
    case notOneOf([String], found: String)
    /// It is not a whole number.
    case notNumber(String)
    /// It is neither an object nor the JSON text of one.
    case notJSONObject
    /// It is not base64.
    case notBase64
    /// It is not an absolute URL.
    case notAbsoluteURL(String)
    /// It is not a private key that can sign.
    case unusableKey(PrivateKeyError)
    /// It is a key of another kind than the algorithm needs, which may be for one curve only.
    case otherKey(AsymmetricKey.Kind, needs: AsymmetricKey.Curve?)
    /// It is a data URI, but not `data:application/pkcs8;kid=…;base64,…`.
    case malformedDataURI
    /// It is the key of another id than the given one.
    case keyOfOther(String, expected: String)
}

/// Why a challenge of `WWW-Authenticate` cannot be answered.
public enum ChallengeProblem: Sendable, Hashable {
    /// It names no nonce.
    case noNonce
    /// It names only unknown algorithms.
    case unknownAlgorithms([String])
    /// It names only unknown qualities of protection.
    case unknownQualities([String])
}
