import Diagnostics
import HTTPModel
import JSON

/// A `curl` command that sends a request again; masked secrets are variables of the shell.
struct CurlCommand {
    /// The request as it was sent, with secrets masked.
    let request: HTTPRequest
    /// What the names of variables begin with, such as the tenant's name; empty for one run.
    var owner = ""

    /// Headers that curl writes itself.
    private static let ownHeaders: Set<String> = [
        "content-length", "connection", "transfer-encoding", "accept-encoding",
    ]

    /// The command on several lines.
    var text: String {
        let beginning = "curl\(method) \(quoted(request.url, "SECRET"))"
        return ([beginning] + headers + body).joined(separator: " \\\n  ")
    }

    /// The option for the method, if curl would use another one.
    ///
    /// curl waits for the body of a response to HEAD, unless an option of its own says that there
    /// is none.
    private var method: String {
        switch request.method {
        case hasBody ? "POST" : "GET": ""
        case "HEAD" where !hasBody: " -I"
        default: " -X \(quoted(request.method, ""))"
        }
    }

    private var headers: [String] {
        var words: [String] = []
        for field in request.headers.fields {
            let name = field.name.lowercased()
            if name == "accept-encoding" { words.append("--compressed") }
            let isOwn =
                Self.ownHeaders.contains(name) || (name == "host" && isHost(field.value))
                || (name == "content-type" && form != nil)
            if isOwn { continue }
            let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            words.append("-H \(quoted(line, variable(field.name)))")
        }
        return words
    }

    private func isHost(_ value: String) -> Bool {
        URLParts(request.url)?.authority == value.lowercased()
    }

    // MARK: Body

    private var hasBody: Bool { request.body.map { $0.count > 0 } ?? false }

    /// The parts of a multipart form.
    private var form: [JSONValue]? {
        guard let body = NewmanBody(request: request, definition: nil).json,
            body["mode"]?.string == "formdata"
        else { return nil }
        return body["formdata"]?.array
    }

    private var body: [String] {
        guard let body = request.body, hasBody else { return [] }
        if let form { return form.map(formOption) }
        return body.pieces.map { piece in
            switch piece {
            case .file(let path, _): return "--data-binary \(quoted("@" + path, "SECRET"))"
            case .bytes(let bytes):
                guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0")
                else { return "--data-binary @BODY  # \(bytes.count) bytes that are not text" }
                return "--data-raw \(quoted(text, "SECRET"))"
            }
        }
    }

    private func formOption(_ part: JSONValue) -> String {
        let name = part["key"]?.string ?? ""
        if let path = part["src"]?.string { return "-F \(quoted("\(name)=@\(path)", "SECRET"))" }
        let value = part["value"]?.string ?? ""
        return "--form-string \(quoted("\(name)=\(value)", variable(name)))"
    }

    // MARK: Words

    /// Returns a word for the shell, in which every mask is a variable.
    ///
    /// The variable has the name of the parameter before the mask, or else the given one.
    func quoted(_ text: String, _ fallback: String) -> String {
        let parts = text.split(separator: Redactor.mask, omittingEmptySubsequences: false)
        var word = ""
        for (index, part) in parts.enumerated() {
            if index > 0 {
                word += "\"$\(name(before: parts[index - 1], fallback))\""
            }
            if !part.isEmpty || parts.count == 1 {
                word +=
                    "'"
                    + part.split(separator: "'", omittingEmptySubsequences: false)
                    .joined(separator: "'\\''") + "'"
            }
        }
        return word
    }

    /// The name in `name=`, `"name":"` and the like.
    private func name(before part: Substring, _ fallback: String) -> String {
        let signs: Set<Character> = ["=", ":", "\"", " "]
        let trimmed = part.reversed().drop { signs.contains($0) }
        guard trimmed.count < part.count, part.contains(where: { $0 == "=" || $0 == "\"" })
        else { return fallback }
        let name = String(
            trimmed.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
                .reversed())
        return name.isEmpty ? fallback : variable(name)
    }

    /// A name as that of a variable of the shell.
    private func variable(_ name: String) -> String {
        let letters = (owner.isEmpty ? name : "\(owner)_\(name)").uppercased().map {
            $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_"
        }
        let text = String(letters)
        return text.first?.isNumber != false ? "SECRET" + text : text
    }
}
