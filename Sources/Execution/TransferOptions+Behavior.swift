import HTTPModel
import JSON

extension TransferOptions {
    /// The options with what a `protocolProfileBehavior` says put in (reference §3.10).
    func applying(_ behavior: JSONObject) -> TransferOptions {
        if behavior.members.isEmpty { return self }
        var options = self
        func apply(_ key: String, _ body: (Bool) -> Void) {
            if let value = behavior[key]?.boolean { body(value) }
        }
        apply("strictSSL") { options.verifiesTLS = $0 }
        apply("followRedirects") { options.followsRedirects = $0 }
        apply("followOriginalHttpMethod") { options.keepsMethodOnRedirect = $0 }
        apply("followAuthorizationHeader") { options.keepsAuthorizationOnRedirect = $0 }
        apply("removeRefererHeaderOnRedirect") { options.omitsRefererOnRedirect = $0 }
        apply("disableCookies") { options.disablesCookies = $0 }
        let disabled = behavior["disabledSystemHeaders"]?.object?.members ?? []
        options.withheldHeaders = Set(
            disabled.filter { $0.value.boolean == true }.map { $0.key.lowercased() }
        ).intersection(["host", "content-length"])
        if let limit = behavior["maxRedirects"]?.double, let limit = Int(exactly: limit) {
            options.maxRedirects = limit
        }
        return options
    }
}
