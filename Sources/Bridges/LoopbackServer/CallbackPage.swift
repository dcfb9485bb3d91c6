import HTTPModel
import TextEncoding

/// The page that a person sees after signing in; it is whole in itself and loads nothing.
struct CallbackPage {
    private enum Mood: String { case good, bad }

    private let mood: Mood
    private let title: String
    private let paragraphs: [String]

    private init(_ mood: Mood, _ title: String, _ paragraphs: [String]) {
        self.mood = mood
        self.title = title
        self.paragraphs = paragraphs
    }

    /// The page for an answer that was taken: it says what the server said.
    ///
    /// Whether the answer is good for a token is not known when the browser shows the page.
    init(answer: String) {
        let values = FormText(ServerRequest(method: "GET", target: answer).query ?? "")
        guard let error = values["error"], !error.isEmpty else {
            self.init(
                .good, "Go back to the terminal",
                [
                    "Posthaste has received the server’s response to your sign-in.",
                    "You can close this window; the terminal shows how it goes on.",
                ])
            return
        }
        let description = values["error_description"].map { [$0] } ?? []
        self.init(
            .bad, "The sign-in failed",
            ["The server answered ‘\(error)’."] + description
                + ["You can close this window; the terminal says more."])
    }

    /// The page for an answer that nobody waits for.
    static let strangerPage = CallbackPage(
        .bad, "This sign-in is not expected",
        [
            "It does not belong to the run that is waiting here.",
            "Please use the newest address that the terminal shows.",
        ])

    /// The page at the address whose fragment is the answer.
    ///
    /// Only a script in it can read that: it takes the answer out of the address, and posts it
    /// back.
    static func relay() -> ServerResponse {
        let page = CallbackPage(
            .good, "One moment …",
            [
                "The response is handed to the run that is waiting.",
                "Without JavaScript, copy the address of this page and paste it into the terminal.",
            ])
        let nonce = String(UInt64.random(in: .min ... .max), radix: 36)
        let script = "<script nonce=\"\(nonce)\">\(relayScript)</script>"
        var response = ServerResponse(
            status: 200, type: "text/html; charset=utf-8", text: page.html(endingWith: script))
        secure(&response, rules: "script-src 'nonce-\(nonce)'; form-action 'self'")
        return response
    }

    private static let relayScript = """
        const answer=new URLSearchParams(location.hash.slice(1));\
        history.replaceState(null,"",location.pathname+location.search);\
        const form=document.createElement("form");form.method="post";\
        for(const [name,value] of answer){const field=document.createElement("input");\
        field.type="hidden";field.name=name;field.value=value;form.append(field)}\
        document.body.append(form);HTMLFormElement.prototype.submit.call(form)
        """

    func response(status: Int) -> ServerResponse {
        var response = ServerResponse(
            status: status, type: "text/html; charset=utf-8", text: html(endingWith: ""))
        Self.secure(&response)
        return response
    }

    /// A short answer for what no person sees.
    static func plain(_ status: Int, _ text: String) -> ServerResponse {
        var response = ServerResponse(status: status, text: text + "\n")
        secure(&response)
        return response
    }

    /// The browser keeps, sends, loads and frames nothing, and runs only what the rules allow.
    private static func secure(
        _ response: inout ServerResponse, rules: String = "form-action 'none'"
    ) {
        let policy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; frame-ancestors 'none'; " + rules
        response.headers.add("Content-Security-Policy", policy)
        response.headers.add("Cache-Control", "no-store")
        response.headers.add("Referrer-Policy", "no-referrer")
        response.headers.add("X-Content-Type-Options", "nosniff")
    }

    // MARK: Writing

    private func html(endingWith end: String) -> String {
        let text = paragraphs.map { "<p>\(HTMLText.escape($0))</p>" }.joined()
        let sign = mood == .good ? "M7 12.5l3.5 3.5L17 9" : "M8 8l8 8M16 8l-8 8"
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTMLText.escape(title)) · Posthaste</title>
            <link rel="icon" href="data:,">
            <style>\(Self.style)</style></head>
            <body><main class="\(mood.rawValue)">
            <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="\(sign)"/></svg>
            <h1>\(HTMLText.escape(title))</h1>\(text)
            <footer>Posthaste</footer>
            </main>\(end)</body></html>

            """
    }

    private static let style = """
        :root{color-scheme:light dark;--page:#f3f4f7;--card:#fff;--text:#1d2330;--soft:#5b6475;--line:#e1e4ea;\
        --good:#16834d;--bad:#c0392b}
        @media(prefers-color-scheme:dark){:root{--page:#12151b;--card:#1b2029;--text:#e8ebf1;--soft:#9aa4b5;\
        --line:#2b323e;--good:#3ccb85;--bad:#ff7b6b}}
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--page);\
        color:var(--text);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{width:100%;max-width:27rem;padding:2.5rem 2rem 1.75rem;background:var(--card);\
        border:1px solid var(--line);border-radius:1rem;text-align:center;box-shadow:0 1rem 3rem #0000000f}
        svg{width:4rem;height:4rem;fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
        .good svg{stroke:var(--good)}.bad svg{stroke:var(--bad)}
        h1{margin:1rem 0 .5rem;font-size:1.5rem;line-height:1.25}
        p{margin:.5rem 0;color:var(--soft);overflow-wrap:anywhere}
        footer{margin-top:1.75rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);\
        font-size:.8125rem;letter-spacing:.04em}
        """
}
