import Diagnostics
import JSON

extension DefinitionReader {
    /// Reads what a node passes on: scripts, authorization, behaviour.
    func inheritable(_ node: JSONValue, position: String) -> Inheritable {
        Inheritable(
            events: list("event", in: node).enumerated().compactMap { index, event in
                self.event(event, id: "\(position)/\(index)")
            },
            authorization: authorization(in: node), behavior: behavior(in: node))
    }

    // MARK: Scripts

    private func event(_ node: JSONValue, id: String) -> EventDefinition? {
        guard node.object != nil else {
            mismatch("event", expected: "an object", at: node)
            return nil
        }
        let misspelled = remarkMisspellings(in: node, .event)
        if isDisabled(node) { return nil }
        guard let listen = string("listen", in: node) else {
            if node.given("listen") == nil, !misspelled.contains("listen") {
                remark("an event without 'listen' is never triggered", at: node)
            }
            return nil
        }
        remarkUnknownEvent(listen, at: node.given("listen") ?? node)
        guard let script = node.given("script") else { return nil }
        guard script.object != nil else {
            return EventDefinition(listen: listen, code: lines(script, "script"), id: id)
        }
        remarkMisspellings(in: script, .script)
        // A script with a `src` has no code of its own, and nothing fetches it (§3.8).
        if let address = script.given("src"), address.string != "" {
            remark(
                "a script with 'src' is not fetched, so it never runs", at: address,
                help: ["put the code into 'exec'"])
            return nil
        }
        return script.given("exec").map { code in
            EventDefinition(
                listen: listen, code: lines(code, "exec"), id: text("id", in: script) ?? id,
                requestKind: node["requestKind"]?.string)
        }
    }

    private func remarkUnknownEvent(_ listen: String, at value: JSONValue) {
        let known = ["prerequest", "test"]
        if known.contains(listen) { return }
        let guess = Spelling.nearest(to: listen, among: known).map { ["did you mean '\($0)'?"] }
        remark(
            "the event '\(listen)' is never triggered", at: value,
            help: guess ?? ["scripts listen to 'prerequest' or 'test'"])
    }

    private func lines(_ value: JSONValue, _ name: String) -> String {
        if let text = value.string { return text }
        guard let lines = value.array else {
            mismatch(name, expected: "a string or an array of strings", at: value)
            return ""
        }
        for line in lines where line.string == nil && !line.isNull {
            oddity(name, expected: "an array of strings", at: line, "the line is taken as it is")
        }
        return lines.map(Self.text).joined(separator: "\n")
    }

    // MARK: Authorization

    /// Reads the `auth` of a node: v2.1's array of parameters or v2.0's object (§3.7).
    func authorization(in node: JSONValue) -> AuthorizationDefinition? {
        node.given("auth").flatMap { auth in hidingText { authorization(auth) } }
    }

    private func authorization(_ auth: JSONValue) -> AuthorizationDefinition? {
        guard auth.object != nil else {
            mismatch("auth", expected: "an object", at: auth)
            return nil
        }
        let misspelled = remarkMisspellings(
            in: auth, .authorization, except: auth["type"]?.string)
        guard let type = auth["type"]?.string, !type.isEmpty else {
            if auth != .object([]), !misspelled.contains("type") {
                remark("'auth' has no 'type'; the authorization is inherited", at: auth)
            }
            return nil
        }
        // Format 3 says it like this, and its collections are exported as v2.1.
        if type == "inherit" { return nil }
        let parameters = auth.given(type).map { self.parameters($0, of: type) } ?? []
        if isV3 || !isConverted, let known = KnownMembers.parameters(of: type) {
            for parameter in parameters {
                guard let meaning = known.meaning(of: parameter.key) else { continue }
                remarkMisspelling(of: parameter.key, meaning, at: parameter.value)
            }
        }
        return AuthorizationDefinition(type: type, parameters: parameters)
    }

    private func parameters(_ value: JSONValue, of type: String) -> [JSONMember] {
        if let members = value.object?.members { return members }
        if value.array == nil { mismatch(type, expected: "an array or an object", at: value) }
        return value.elements.compactMap { element in
            guard element.object != nil else {
                mismatch(type, expected: "an array of objects", at: element)
                return nil
            }
            guard let key = text("key", in: element) else {
                remark("a parameter without 'key' is left out", at: element)
                return nil
            }
            return JSONMember(key: key, value: element["value"] ?? .null)
        }
    }

    // MARK: Behaviour

    /// The members of `protocolProfileBehavior` by the kind of their values (NewmanReference
    /// §3.10).
    private static let behaviorKinds: [String: String] = [
        "strictSSL": "a boolean", "followRedirects": "a boolean", "maxRedirects": "a number",
        "disableCookies": "a boolean", "disableBodyPruning": "a boolean",
        "disableUrlEncoding": "a boolean", "disabledSystemHeaders": "an object",
        "insecureHTTPParser": "a boolean", "followOriginalHttpMethod": "a boolean",
        "followAuthorizationHeader": "a boolean", "removeRefererHeaderOnRedirect": "a boolean",
        "tlsPreferServerCiphers": "a boolean", "tlsDisabledProtocols": "an array",
        "tlsCipherSelection": "an array", "protocolVersion": "a string",
    ]

    /// The members that have an effect; without the others, what is inherited goes on to count.
    private func behavior(in node: JSONValue) -> JSONObject {
        guard let value = node.given("protocolProfileBehavior") else { return JSONObject() }
        guard let object = value.object else {
            // Old exports write an empty array for an empty object.
            if value.array?.isEmpty != true {
                mismatch("protocolProfileBehavior", expected: "an object", at: value)
            }
            return JSONObject()
        }
        return JSONObject(object.members.filter { !$0.value.isNull && hasEffect($0) })
    }

    private func hasEffect(_ behavior: JSONMember) -> Bool {
        guard let kind = Self.behaviorKinds[behavior.key] else {
            let guess = Spelling.nearest(to: behavior.key, among: Array(Self.behaviorKinds.keys))
            note(
                .warning, "'\(behavior.key)' of 'protocolProfileBehavior' has no effect",
                at: behavior.value, key: behavior.key,
                help: guess.map { ["did you mean '\($0)'?"] } ?? [])
            return false
        }
        if behavior.value.kindName != kind {
            oddity(behavior.key, expected: kind, at: behavior.value, "it has no effect")
            return false
        }
        if let number = behavior.value.double, number < 0 || Int(exactly: number) == nil {
            remark(
                "'\(behavior.key)' must be a whole number, not \(JSONNumber.text(of: number)); "
                    + "it has no effect", at: behavior.value)
            return false
        }
        return knowsValues(of: behavior)
    }

    /// Names the words that mean nothing; false if none is left that does.
    private func knowsValues(of behavior: JSONMember) -> Bool {
        guard let words = Self.behaviorWords[behavior.key] else { return true }
        let values = behavior.value.array ?? [behavior.value]
        let unknown = values.filter { !words.contains($0.string ?? "") }
        for value in unknown {
            remark(
                "'\(Self.text(value))' has no effect in '\(behavior.key)'", at: value,
                help: ["it may be \(words.joined(separator: ", "))"])
        }
        return unknown.count < values.count || values.isEmpty
    }

    /// The words that some of them are made of.
    private static let behaviorWords: [String: [String]] = [
        "protocolVersion": ["http1", "http2", "auto"],
        "tlsDisabledProtocols": ["SSLv2", "SSLv3", "TLSv1", "TLSv1_1", "TLSv1_2", "TLSv1_3"],
    ]
}
