public import Diagnostics

/// A kind of mistake that an analysis finds; the raw value is its name for users.
public enum AnalysisRule: String, Sendable, CaseIterable {
    case malformedFile = "malformed-file"
    case suspiciousMember = "suspicious-member"
    case missingFile = "missing-file"
    case undefinedVariable = "undefined-variable"
    case missingInEnvironment = "missing-in-environment"
    case unusedVariable = "unused-variable"
    case literalSecret = "literal-secret"
    case oauth2Settings = "oauth2-settings"
    case oauth2HTTP = "oauth2-http"
    case oauth2Callback = "oauth2-callback"
    case oauth2Tenant = "oauth2-tenant"
    case oauth2Scope = "oauth2-scope"
    case scriptSyntax = "script-syntax"
    case unknownNextRequest = "unknown-next-request"
    case duplicateID = "duplicate-id"
    case duplicateName = "duplicate-name"

    /// How much a finding of this kind matters, unless the finding itself says otherwise.
    public var severity: Severity {
        switch self {
        case .malformedFile, .missingFile, .undefinedVariable, .missingInEnvironment,
            .literalSecret, .oauth2HTTP, .oauth2Tenant, .scriptSyntax, .unknownNextRequest:
            .error
        case .suspiciousMember, .unusedVariable, .oauth2Settings, .oauth2Callback, .oauth2Scope,
            .duplicateID, .duplicateName:
            .warning
        }
    }

    /// What a finding of this kind means, in one phrase.
    public var summary: String {
        switch self {
        case .malformedFile: "a file, or a part of it, cannot be read"
        case .suspiciousMember: "a member has no effect, or is read in spite of its form"
        case .missingFile: "a file that a request or posthaste.json names does not exist"
        case .undefinedVariable: "a variable is used, but nothing defines it"
        case .missingInEnvironment: "one environment lacks a variable that others have"
        case .unusedVariable: "a variable is defined, but nothing uses it"
        case .literalSecret: "a file contains a secret"
        case .oauth2Settings: "an OAuth 2.0 setting is wrong, or has no effect"
        case .oauth2HTTP: "an OAuth 2.0 address is not https"
        case .oauth2Callback: "a callback address cannot be used in CI"
        case .oauth2Tenant: "the tenants of two addresses differ"
        case .oauth2Scope: "a scope allows more than most callers need"
        case .scriptSyntax: "a script cannot be parsed"
        case .unknownNextRequest: "a script names a next request that does not exist"
        case .duplicateID: "two elements have the same id"
        case .duplicateName: "two neighbours have the same name"
        }
    }
}
