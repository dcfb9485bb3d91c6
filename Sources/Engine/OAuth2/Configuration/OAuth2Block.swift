public import Diagnostics
public import Signing

/// The settings of an oauth2 block, for the one grant that counts.
public struct OAuth2Block: Sendable {
    /// Where its token comes from.
    public enum Source: Sendable {
        /// The file or the command line gives it, and it is used as it is.
        case given(String)
        /// Posthaste obtains it from the authorization server.
        case acquired(OAuth2Configuration)
    }

    /// Where its token comes from.
    public let source: Source
    /// Where its token goes.
    public let placement: TokenPlacement
    /// Doubtful settings.
    public let warnings: [Diagnostic]

    /// Reads a block whose variables are substituted; leftovers of other grants are ignored.
    ///
    /// A token in the file is used as it is if the other settings do not suffice to obtain one.
    public init(
        _ block: AuthBlock, overrides: OAuth2Overrides = OAuth2Overrides()
    ) throws(OAuth2Error) {
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
    ) throws(OAuth2Error) -> Source {
        if let token = overrides.accessToken { return .given(token) }
        do {
            return .acquired(try reader.configuration())
        } catch {
            guard let token = try reader.text("accessToken") else { throw error }
            if case .missingParameter = error.kind { return .given(token) }
            reader.warn(
                "the 'accessToken' of the file is used, since Posthaste cannot obtain another: "
                    + error.diagnostic.message)
            return .given(token)
        }
    }
}
