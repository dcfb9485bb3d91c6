import CollectionModel
import OAuth2
import RunModel
import Scripting

/// Obtains tokens before the first request, so that a run that cannot work sends nothing.
///
/// Only tokens that are certain to be needed are obtained: a script may skip a request, jump over
/// it, or set what its block still lacks, and a request without a URL fails anyway. All other
/// tokens are obtained when their request comes; if that fails, only that request fails.
struct Preflight {
    let items: [PlannedItem]
    /// Obtains the token that the block of an item asks for.
    let prepare: (PlannedItem, OwnedAuthorization) throws(OAuth2Error) -> Void

    /// Obtains the tokens.
    ///
    /// - Returns: Why nothing should be sent; nil if the run can begin.
    func run() -> OAuth2Error? {
        guard items.contains(where: { $0.authorization?.definition.type == "oauth2" }) else {
            return nil
        }
        var seen: Set<ScopedAuthorization> = []
        var earlier = ScriptTexts()
        for item in items {
            earlier.add(item.prerequestScripts)
            if let owned = item.authorization, owned.definition.type == "oauth2",
                !earlier.mayLeaveOut, !Self.lacksURL(item),
                seen.insert(ScopedAuthorization(owned, of: item)).inserted
            {
                do throws(OAuth2Error) {
                    try prepare(item, owned)
                } catch {
                    // A script that sets one of the variables may set another value than today's.
                    if !earlier.mention(owned.variableNames) { return error }
                }
            }
            earlier.add(item.testScripts)
        }
        return nil
    }

    /// Whether a request has no URL, so it fails unless its own pre-request scripts set one.
    private static func lacksURL(_ item: PlannedItem) -> Bool {
        item.prerequestScripts.isEmpty && item.request.url.text.allSatisfy(\.isWhitespace)
    }
}

/// The scripts that run before a request, as far as their text shows what they do.
private struct ScriptTexts {
    private var codes: [String] = []
    private var known: Set<ScriptSource> = []
    /// Whether a script may keep a request from being sent, or replace its authorization.
    private(set) var mayLeaveOut = false

    private static let calls = [
        "setNextRequest", "skipRequest", "request.auth", "runner.stop", "request.update",
    ]

    mutating func add(_ scripts: [ScriptSource]) {
        for script in scripts where known.insert(script).inserted {
            codes.append(script.code)
            if Self.calls.contains(where: script.code.contains) { mayLeaveOut = true }
        }
    }

    /// Whether any script contains one of the names.
    func mention(_ names: Set<String>) -> Bool {
        names.contains { name in codes.contains { $0.contains(name) } }
    }
}
