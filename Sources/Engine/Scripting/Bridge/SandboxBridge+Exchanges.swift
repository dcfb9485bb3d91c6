import CharsetDecoding
import HTTPModel
import JSON
import JavaScriptEngine
import RunModel

// Responses and cookies.
extension SandboxBridge {
    func addResponses(to functions: inout Functions) {
        functions.add("responseHead") { bridge, arguments in
            let number = Int(exactly: try arguments.double(at: 0)) ?? 0
            let response = try bridge.response(number)
            return arguments.reply(Self.head(of: response, number))
        }
        functions.add("responseHeaders") { bridge, arguments in
            let fields = try bridge.response(arguments).headers.fields
            return arguments.reply(Self.join(fields.flatMap { [$0.name, $0.value] }))
        }
        functions.add("responseContentType") { bridge, arguments in
            let types = try bridge.response(arguments).headers.values(named: "Content-Type")
            return arguments.reply(types.last)
        }
        functions.add("reasonPhrase") { _, arguments in
            let code = Int(exactly: try arguments.double(at: 0)) ?? 0
            let phrase = ReasonPhrase.of(code)
            return arguments.reply(phrase.isEmpty ? nil : phrase)
        }
        functions.add("responseText") { bridge, arguments in
            let body = try bridge.response(arguments).body
            let text = BodyText.decode(body, charset: try arguments.string(at: 1))
            return arguments.reply(text)
        }
        functions.add("responseBytes") { bridge, arguments in
            try arguments.context.makeArrayBuffer(from: bridge.response(arguments).body)
        }
    }

    /// Adds what `TextDecoder` needs for the charsets that JavaScript does not decode itself.
    func addCharsets(to functions: inout Functions) {
        functions.add("charsetText") { _, arguments in
            let text = BodyText.decode(
                arguments[0].bytes ?? [], charset: try arguments.string(at: 1))
            return arguments.reply(text)
        }
        functions.add("incompleteCharsetBytes") { _, arguments in
            let count = BodyText.incompleteCount(
                arguments[0].bytes ?? [], charset: try arguments.string(at: 1))
            return arguments.context.makeNumber(count)
        }
    }

    /// The response whose object a script has, by the number that it passes.
    private func response(
        _ arguments: borrowing ScriptArguments
    ) throws(ScriptException) -> HTTPResponse {
        try response(Int(exactly: try arguments.double(at: 0)) ?? 0)
    }

    private func response(_ number: Int) throws(ScriptException) -> HTTPResponse {
        if let response = responses[number] { return response }
        throw ScriptException(message: "the response belongs to a script that ended long ago")
    }

    /// Number, code, reason, time, sizes of head and body, joined by NUL.
    static func head(of response: HTTPResponse, _ number: Int) -> String {
        var text = ""
        text.reserveCapacity(64)
        for field in ResponseHeadField.allCases {
            switch field {
            case .number: text += String(number)
            case .status: text += String(response.status)
            case .reason: text += response.reason
            case .milliseconds: text += String(Int(response.timings.total.milliseconds.rounded()))
            case .headSize: text += String(response.headerSize)
            case .bodySize: text += String(response.body.count)
            case .wireSize: text += String(wireSize(of: response))
            }
            text += "\0"
        }
        return text
    }

    /// The size of a body as it was sent, before decompression.
    private static func wireSize(of response: HTTPResponse) -> Int {
        response.downloadedSize > 0 ? response.downloadedSize : response.body.count
    }

    func addCookies(to functions: inout Functions) {
        functions.add("cookies") { bridge, arguments in
            let cookies =
                arguments.isNothing(at: 0)
                ? bridge.scope?.cookies() : bridge.host?.cookies(for: try arguments.string(at: 0))
            let list = JSONValue.array((cookies ?? []).map(ScriptCookie.json))
            return arguments.reply(JSONWriter.compact(list))
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
