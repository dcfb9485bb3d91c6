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
        /// Nothing says where it comes from: the request is sent without one, as in Postman.
        case unconfigured
    }

    /// Where its token comes from.
    public let source: Source
    /// Where its token goes.
    let placement: TokenPlacement
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
            let source = try Self.source(&reader, overrides)
            if case .unconfigured = source {
                placement = .header(prefix: "Bearer")
            } else {
                placement = try reader.placement()
            }
            self.source = source
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
        guard reader.isConfigured || overrides.namesServer else {
            reader.warn(
                "the block names no grant, no URL, no client and no token, so requests are sent "
                    + "without authorization",
                help: ["set the type to 'noauth' ('No Auth'), or complete the block"])
            return .unconfigured
        }
        do {
            return .acquired(try reader.configuration())
        } catch {
            guard let token = try reader.text("accessToken") else {
                if error.isAboutMissing { try reader.checkNotEmptied("accessToken") }
                throw error
            }
            if error.isAboutMissing { return .given(token) }
            reader.warn(
                "the 'accessToken' of the file is used, since Posthaste cannot obtain another: "
                    + error.diagnostic.message)
            return .given(token)
        }
    }
}

extension OAuth2Error {
    /// Whether a setting that the grant needs is missing.
    fileprivate var isAboutMissing: Bool {
        switch kind {
        case .missingParameter, .emptyVariable: true
        default: false
        }
    }
}
