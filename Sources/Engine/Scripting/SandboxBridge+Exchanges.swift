import CharsetDecoding
import HTTPModel
import JSON
import JavaScriptEngine
import RunModel

// Responses, the requests of scripts, and cookies.
extension SandboxBridge {
    func addExchanges(to functions: inout Functions) {
        addResponses(to: &functions)
        addCookies(to: &functions)
    }

    func addRequests(to functions: inout Functions) {
        functions.add("sendRequest") { bridge, arguments in
            guard let definition = try? JSONParser.parse(try arguments.string(at: 0)) else {
                throw ScriptException(name: "TypeError", message: "the request is not usable")
            }
            let context = arguments.context
            do throws(Failure) {
                guard let host = bridge.host else { return context.undefined }
                bridge.responses.append(try host.sendRequest(definition))
                return context.makeNumber(bridge.responses.count)
            } catch {
                return context.makeObject([
                    ("name", context.makeString(error.name)),
                    ("message", context.makeString(error.message)),
                ])
            }
        }
    }

    private func addResponses(to functions: inout Functions) {
        functions.add("responseHead") { bridge, arguments in
            let response = try bridge.response(arguments)
            return arguments.context.makeString(Self.join(Self.head(of: response)))
        }
        functions.add("reasonPhrase") { _, arguments in
            let code = Int(exactly: try arguments.double(at: 0)) ?? 0
            let phrase = ReasonPhrase.of(code)
            return arguments.context.makeString(orUndefined: phrase.isEmpty ? nil : phrase)
        }
        functions.add("responseText") { bridge, arguments in
            let body = try bridge.response(arguments).body
            let text = BodyText.decode(body, charset: try arguments.string(at: 1))
            return arguments.context.makeString(text)
        }
        functions.add("responseBytes") { bridge, arguments in
            try arguments.context.makeArrayBuffer(from: bridge.response(arguments).body)
        }
    }

    /// What `TextDecoder` stands on for the charsets that JavaScript does not decode itself.
    func addCharsets(to functions: inout Functions) {
        functions.add("charsetText") { _, arguments in
            let text = BodyText.decode(
                arguments[0].bytes ?? [], charset: try arguments.string(at: 1))
            return arguments.context.makeString(text)
        }
        functions.add("incompleteCharsetBytes") { _, arguments in
            let count = BodyText.incompleteCount(
                arguments[0].bytes ?? [], charset: try arguments.string(at: 1))
            return arguments.context.makeNumber(count)
        }
    }

    /// The response of a number: 0 is the item's, others are answers to the running script's own requests.
    private func response(
        _ arguments: borrowing ScriptArguments
    ) throws(ScriptException) -> HTTPResponse {
        let number = Int(exactly: try arguments.double(at: 0)) ?? -1
        if number == 0, let response = scope?.response { return response }
        guard number > 0, number <= responses.count else {
            throw ScriptException(message: "the response belongs to a script that has ended")
        }
        return responses[number - 1]
    }

    /// Code, reason, time, sizes of head and body, then names and values of the headers.
    private static func head(of response: HTTPResponse) -> [String] {
        let milliseconds = (response.timings.total / .milliseconds(1)).rounded()
        var texts = [
            String(response.status), response.reason, JSONNumber.text(of: milliseconds),
            String(response.headerSize), String(response.body.count),
        ]
        for field in response.headers.fields {
            texts.append(field.name)
            texts.append(field.value)
        }
        return texts
    }

    private func addCookies(to functions: inout Functions) {
        functions.add("cookies") { bridge, arguments in
            let cookies =
                arguments.isNothing(at: 0)
                ? bridge.scope?.cookies() : bridge.host?.cookies(for: try arguments.string(at: 0))
            let list = JSONValue.array((cookies ?? []).map(ScriptCookie.json))
            return arguments.context.makeString(JSONWriter.compact(list))
        }
        functions.add("setCookie") { bridge, arguments in
            let url = try arguments.string(at: 0)
            guard let definition = try? JSONParser.parse(try arguments.string(at: 1)),
                let cookie = ScriptCookie.cookie(definition, for: url)
            else {
                throw ScriptException(
                    name: "TypeError",
                    message: "CookieJar: the host of '\(url)' cannot have this cookie")
            }
            bridge.host?.setCookie(cookie)
            return arguments.context.undefined
        }
        functions.add("removeCookies") { bridge, arguments in
            let name = arguments.isNothing(at: 1) ? nil : try arguments.string(at: 1)
            bridge.host?.removeCookies(for: try arguments.string(at: 0), named: name)
            return arguments.context.undefined
        }
    }
}
