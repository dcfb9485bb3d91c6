"""Puts twelve secrets into every place of a run, and searches all outputs for them.

usage: canaries.py POSTHASTE

Prints a table of leaks by secret and output, and ends with 1 if there is one. A server answers with
all secrets in seventeen spellings.
"""

import base64
import html
import http.server
import json
import os
import quopri
import subprocess
import sys
import threading
import unicodedata
import urllib.parse

PLACES = [
    "query", "header", "json", "form", "bearer", "basic", "path", "password", "apiKey", "login",
    "vault", "cookie",
]
TAILS = [
    "", "/a+b=", "&x=1;", "\"q\"", "<é>", "%41%", "\\n\\", " two words", "'single'", "", "{}", "~!*",
]
OUTPUTS = ["out", "err", "xml", "json", "html", "tap", "jsonl", "har", "sh", "responses", "newman.json",
           "env", "globals", "collection", "ctrf", "allure", "gitlab", "summary", "list", "check"]


def core(index):
    """The part of a secret that is searched for: letters and digits alone."""
    return f"Cn{index:02}" + "".join(chr(97 + (index * 7 + k * 11) % 26) for k in range(8)) + "Zq4"


SECRETS = {place: core(i) + TAILS[i] + core(i)[::-1] for i, place in enumerate(PLACES)}


def spellings(secret):
    """Returns the secret as servers and libraries write it."""
    data = secret.encode()
    folded = base64.b64encode(data).decode()
    folded = "\r\n ".join(folded[k:k + 12] for k in range(0, len(folded), 12))
    quote = urllib.parse.quote
    return {
        "raw": secret, "percent": quote(secret, safe=""), "percent, / kept": quote(secret),
        "percent, lower": quote(secret, safe="").replace("%2F", "%2f").replace("%3D", "%3d"),
        "form": urllib.parse.quote_plus(secret), "json": json.dumps(secret),
        "json twice": json.dumps(json.dumps(secret)),
        "html": html.escape(secret) + " " + "".join(f"&#{ord(c)};" for c in secret),
        "base64": " ".join(base64.b64encode(b"u" * k + data).decode() for k in range(3)),
        "base64url, folded": base64.urlsafe_b64encode(data).decode() + " " + folded,
        "hexadecimal": data.hex() + " " + data.hex().upper(),
        "decomposed": unicodedata.normalize("NFD", secret),
        "escape of JavaScript": "".join(map(escaped, secret)),
        "quoted-printable": quopri.encodestring(data).decode(),
        "base64 twice": " ".join(
            base64.b64encode(base64.b64encode(b"u" * k + data)).decode() for k in range(3)),
        "base64 of UTF-16": base64.b64encode(secret.encode("utf-16-le")).decode(),
        "read as Latin-1": data.decode("latin-1"),
    }


def escaped(character):
    """Returns a character as JavaScript's `escape` writes it."""
    if character.isascii() and (character.isalnum() or character in "@*_+-./"):
        return character
    code = ord(character)
    return f"%{code:02X}" if code < 256 else f"%u{code:04X}"


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        login = self.path.startswith("/login")
        if login:
            body = json.dumps({"access_token": SECRETS["login"]})
        else:
            body = json.dumps([spellings(secret) for secret in SECRETS.values()], indent=1)
            body += "\n".join(text for s in SECRETS.values() for text in spellings(s).values())
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if login else "text/plain")
        self.send_header("Content-Length", str(len(body.encode())))
        for place, secret in SECRETS.items():
            if login != (place == "login"):
                continue
            self.send_header("Set-Cookie", "c=" + urllib.parse.quote(secret, safe=""))
            if secret.isalnum():
                self.send_header("X-" + secret, "1")
        self.end_headers()
        self.wfile.write(body.encode())

    do_GET = do_POST

    def log_message(self, *_):
        pass


TEST = """
const names = ['query', 'header', 'json', 'form', 'path', 'password', 'apiKey', 'login', 'cookie'];
for (const name of names) {
    const value = pm.variables.get(name) ?? '';
    console.log(name, value, { [name]: value, list: ['x', value] });
    console.log('line one\\n' + value + '\\nline three of a long text');
    console.error(JSON.stringify(JSON.stringify({ value })), Buffer.from(value), btoa(encodeURIComponent(value)));
    pm.test(`a test of ${value}`, () => pm.expect(value).to.equal('x'));
    pm.test(`deep ${name}`, () => pm.expect({ [name]: { value } }).to.eql({ none: 1 }));
    pm.test(`include ${name}`, () => pm.expect('x').to.include(value));
    pm.environment.set('derived-' + name, 'Bearer ' + value);
    pm.globals.set('encoded-' + name, Buffer.from('u:' + value).toString('base64'));
    pm.collectionVariables.set('copied-' + name, value);
}
pm.visualizer.set('<p>{{value}}</p>', { value: pm.variables.get('query') });
throw new Error('failed with ' + names.map((name) => pm.variables.get(name)).join(', '));
"""


def collection(address):
    """Returns a collection that uses every secret."""
    def auth(kind, **parameters):
        return {"type": kind, kind: [{"key": k, "value": v} for k, v in parameters.items()]}

    def item(name, path, **parts):
        request = {"method": "POST", "url": address + path, **parts}
        return {"name": name, "request": request,
                "event": [{"listen": "test", "script": {"exec": TEST.split("\n")}}]}

    login = item("Login", "/login")
    login["event"] = [{"listen": "test", "script": {"exec": [
        "console.log(pm.response.json());",
        "pm.environment.set('login', pm.response.json().access_token);"]}}]
    header = [{"key": "X-Key", "value": "{{header}}"}, {"key": "Cookie", "value": "k={{cookie}}"},
              {"key": "X-Row", "value": "{{password}} {{apiKey}}"},
              {"key": "Content-Type", "value": "text/plain"}]
    raw = {"mode": "raw", "raw": json.dumps({"k": "{{json}}", "row": "{{apiKey}}"})}
    form = {"mode": "urlencoded", "urlencoded": [{"key": "f", "value": "{{form}}"}]}
    return {"info": {"name": "Canaries"}, "item": [
        login,
        item("Query " + SECRETS["bearer"], "/a?q={{query}}&p={{password}}", header=header, body=raw,
             auth=auth("bearer", token=SECRETS["bearer"])),
        item("Path", "/{{path}}/{{vault:vault}}", body=form,
             auth=auth("basic", username="u", password=SECRETS["basic"])),
        item("Login token", "/c", auth=auth("bearer", token="{{login}}")),
        *by_hand(address),
    ]}


def by_hand(address):
    """Returns requests with secrets that a person has typed, and not as variables."""
    plain, typed = SECRETS["query"], urllib.parse.quote(SECRETS["json"], safe="")
    port = address.rsplit(":", 1)[1]
    scripts = {
        "sent": f"pm.sendRequest('{address}/{plain}?a={typed}', () => {{}});",
        "not sent": f"pm.sendRequest('http://{plain}.invalid/', (error) => {{ throw error; }});",
        "shown": f"console.table([{{ a: '{plain}' }}]); console.log(new Map([['{plain}', new Set(['{plain}'])]]));",
        "cause": f"throw new Error('x', {{ cause: new Error('{plain}') }});",
        "kind": f"const error = new Error('x'); error.name = 'Bad {plain}'; throw error;",
        "schema": f"pm.test('a', () => pm.response.to.have.jsonSchema({{ required: ['{plain}'] }}));",
        "next": f"pm.execution.setNextRequest('{plain}');",
    }
    requests = [
        {"url": f"{address}/{plain}/{typed}?a={plain}#{typed}"},
        {"url": f"http://{plain}.localhost:{port}/a"},
        {"url": f"http://{plain}.invalid/"},
        {"url": f"http://user:{plain}@127.0.0.1:{port}/a"},
        {"url": f"{address}/{{{{{plain}}}}}"},
        {"url": address, "header": [{"key": f"X-{plain}", "value": "1"}]},
        {"url": address, "body": {"mode": "file", "file": {"src": f"/none/{plain}"}}},
        {"url": address, "body": {"mode": "formdata", "formdata": [
            {"key": plain, "value": SECRETS["json"], "type": "text"},
            {"key": "f", "type": "file", "src": f"/none/{plain}"}]}},
        {"url": address, "body": {"mode": "graphql", "graphql": {"query": f"{{ a(b: \"{plain}\") }}"}}},
    ]
    items = [{"name": f"Hand {number}", "request": {"method": "POST", **request}}
             for number, request in enumerate(requests)]
    items.append({"name": "Hand " + plain, "item": [
        {"name": f"{name} {plain}", "request": address,
         "event": [{"listen": "test", "script": {"exec": script}}]}
        for name, script in scripts.items()]})
    return items


def variables(name, *keys):
    return json.dumps({"name": name, "values": [
        {"key": key, "value": "" if key == "login" else SECRETS[key], "type": "secret"}
        for key in keys]})


def encodings(text):
    """Returns what a secret's core can look like in an output."""
    data = text.encode()
    found = {text, data.hex(), data.hex().upper()}
    inner = certain(data)
    for form in [data, text.encode("utf-16-le"), *(form.encode() for form in inner)]:
        found |= certain(form)
    return found


def certain(data):
    """Returns the digits of base64 that the bytes alone decide, at each place of them."""
    found = set()
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + data).decode()
        found.add(encoded[(8 * offset + 5) // 6:8 * (offset + len(data)) // 6])
    return found


def contents(path):
    """Returns the text of a file, or of all files of a folder."""
    if os.path.isdir(path):
        return "".join(contents(os.path.join(path, name)) for name in sorted(os.listdir(path)))
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def run(posthaste, address):
    """Runs the collection with every report and export; returns the texts of all outputs."""
    files = {"c.json": json.dumps(collection(address)), "e.json": variables("E", "query", "json", "form", "login"),
             "g.json": variables("G", "header", "cookie")}
    rows = [["password", "apiKey", "n"], [SECRETS["password"], SECRETS["apiKey"], "1"]]
    files["d.csv"] = "\n".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    for name, text in files.items():
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)
    os.makedirs("o", exist_ok=True)
    words = [posthaste, "run", "c.json", "-e", "e.json", "-g", "g.json", "-d", "d.csv", "--no-config",
             "--secret", "path=env:PATH_SECRET", "--vault-var", "vault=env:VAULT_SECRET",
             "--verbose", "-r", "cli,junit,json,html,tap,events,ctrf,allure,gitlab,github",
             "--reporter-json-bodies", "all", "--reporter-ctrf-export", "o/ctrf",
             "--reporter-allure-export", "o/allure", "--reporter-gitlab-export", "o/gitlab",
             "--reporter-tap-export", "o/tap", "--reporter-junit-export", "o/xml",
             "--reporter-json-export", "o/json", "--reporter-html-export", "o/html",
             "--reporter-events-export", "o/jsonl", "--har", "o/har", "--curl", "o/sh",
             "--save-responses", "o/responses", "--export-environment", "o/env",
             "--export-globals", "o/globals", "--export-collection", "o/collection"]
    environment = {**os.environ, "PATH_SECRET": SECRETS["path"], "VAULT_SECRET": SECRETS["vault"],
                   "GITHUB_STEP_SUMMARY": "o/summary"}
    done = subprocess.run(words, env=environment, capture_output=True, timeout=50)
    with open("o/out", "wb") as file:
        file.write(done.stdout)
    with open("o/err", "wb") as file:
        file.write(done.stderr)
    subprocess.run([posthaste, "report", "o/jsonl", "-r", "json", "--reporter-json-layout", "newman",
                    "--reporter-json-export", "o/newman.json"], capture_output=True, timeout=50)
    others = {"list": [*words[:15], "--list"], "check": [posthaste, "check", *words[2:10]]}
    for name, words in others.items():
        with open("o/" + name, "wb") as file:
            subprocess.run(words, env=environment, stdout=file, stderr=file, timeout=50)
    texts = {name: contents("o/" + name) for name in OUTPUTS}
    # An export keeps what the user has typed into the file.
    exported = json.loads(texts["collection"].replace(f'"name": "Query {SECRETS["bearer"]}"', '"name": ""'))
    exported["item"] = [item for item in exported["item"] if not item["name"].startswith("Hand")]
    texts["collection"] = json.dumps(exported)
    return texts


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    texts = run(sys.argv[1], f"http://127.0.0.1:{server.server_port}")
    leaks = 0
    print("secret    " + "".join(f"{name[:9]:>10}" for name in OUTPUTS))
    for index, place in enumerate(PLACES):
        counts = [sum(text.count(form) for part in (core(index), core(index)[::-1])
                      for form in encodings(part)) for text in texts.values()]
        leaks += sum(counts)
        print(f"{place:10}" + "".join(f"{count:10}" for count in counts))
    print(f"{len(SECRETS)} secrets, 17 spellings, {len(OUTPUTS)} outputs: {leaks} leaks")
    sys.exit(1 if leaks else 0)


if __name__ == "__main__":
    main()
