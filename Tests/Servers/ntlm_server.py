"""An API behind NTLM; the messages are checked by pyspnego.

usage: ntlm_server.py

`GET /` and `POST /` are for CORP\\jane, whose password is `ntlm-canary`. A connection keeps its user,
as in IIS. The answer names the user, the connection, its requests so far, and what the body was.
`/open` is for everybody. Prints `listening on PORT`.
"""

import base64
import json
import os
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import spnego

import recording


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections = 0
    lock = threading.Lock()

    def setup(self):
        super().setup()
        with Handler.lock:
            Handler.connections += 1
            self.number = Handler.connections
        self.context, self.user, self.requests = None, None, 0

    def handle_request(self):
        self.requests += 1
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/open":
            return self.answer(200, body)
        scheme, _, message = self.headers.get("Authorization", "").partition(" ")
        if scheme == "NTLM":
            return self.step(base64.b64decode(message), body)
        if self.user:
            return self.answer(200, body)
        return self.answer(401, body, "NTLM")

    def step(self, message, body):
        if self.context is None or self.user:
            self.context, self.user = spnego.server(protocol="ntlm"), None
        try:
            token = self.context.step(message)
        except spnego.exceptions.SpnegoError:
            self.context = None
            return self.answer(401, body, "NTLM")
        if self.context.complete:
            self.user = self.context.client_principal
            return self.answer(200, body)
        return self.answer(401, body, "NTLM " + base64.b64encode(token).decode())

    def answer(self, status, body, challenge=None):
        text = json.dumps({
            "user": self.user, "connection": self.number, "requests": self.requests,
            "body": body.decode(),
        }).encode()
        self.send_response(status)
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = handle_request

    def log_message(self, format, *arguments):
        pass


def main():
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as accounts:
        accounts.write("CORP:jane:ntlm-canary\nDÖM:jürgen:pässwörd\n"
            "ПРИВЕТ:żółw:hasło-ż\nCORP:weißÿµ:ß-ÿµ\n")
        accounts.flush()
        os.environ["NTLM_USER_FILE"] = accounts.name
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"listening on {server.server_port}", flush=True)
        recording.wait_for_the_tests_to_end()


if __name__ == "__main__":
    main()
