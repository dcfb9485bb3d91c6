public import Diagnostics

/// What an oauth2 block says, for the one grant that counts.
public struct OAuth2Block: Sendable {
    /// Where its token comes from.
    public enum Source: Sendable {
        /// From the file or the command line, as it is.
        case given(String)
        /// From the authorization server.
        case acquired(OAuth2Configuration)
    }

    /// Where its token comes from.
    public let source: Source
    /// Where its token goes.
    public let placement: TokenPlacement
    /// What is doubtful about it.
    public let warnings: [Diagnostic]

    /// Reads a resolved block; leftovers of other grants are not looked at.
    ///
    /// A token in the file is used as it is where the rest does not suffice to get one.
    public init(
        _ block: AuthorizationParameters, overrides: OAuth2Overrides = OAuth2Overrides()
    ) throws(AuthenticationError) {
        var reader = OAuth2BlockReader(block, overrides: overrides)
        do {
            placement = try reader.placement()
            source = try Self.source(&reader, overrides)
        } catch {
            throw error.owned(by: block.owner)
        }
        reader.reportUnknownKeys()
        warnings = reader.warnings
    }

    private static func source(
        _ reader: inout OAuth2BlockReader, _ overrides: OAuth2Overrides
    ) throws(AuthenticationError) -> Source {
        if let token = overrides.accessToken { return .given(token) }
        do {
            return .acquired(try reader.configuration())
        } catch {
            guard let token = try reader.text("accessToken") else { throw error }
            if case .missingParameter = error.kind { return .given(token) }
            reader.warn(
                "the 'accessToken' of the file is used, since no other can be had: "
                    + error.diagnostic.message)
            return .given(token)
        }
    }
}
