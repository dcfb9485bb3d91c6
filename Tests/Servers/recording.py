"""What the test servers share: listening on a free loopback port, and a record of what was received.

A server prints `listening on PORT` once it accepts connections. It ends when its standard input
closes, so that it never outlives the tests, or on SIGTERM.

The path prefix `/~LABEL` is taken off before a request is answered: tests that share one server
distinguish their requests by it. `GET [/~LABEL]/_log` answers what was received, as JSON lines.
"""

import io
import json
import os
import re
import select
import signal
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self):
        # The standard one asks the resolver for the host's name, which may take seconds.
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    def get_environ(self):
        environ = super().get_environ()
        environ["recording.target"] = self.path
        environ["recording.headers"] = self.headers.items()
        return environ

    def address_string(self):
        return self.client_address[0]

    def log_message(self, format, *arguments):
        pass


class Recorder:
    """A WSGI application in front of another that writes down every request."""

    def __init__(self, application):
        self.application = application
        self.entries = []
        self.lock = threading.Lock()

    def __call__(self, environ, start_response):
        label = None
        prefix = re.match(r"/~([^/]*)", environ["PATH_INFO"])
        if prefix:
            label = prefix[1]
            environ["PATH_INFO"] = environ["PATH_INFO"][prefix.end() :]
            environ["SCRIPT_NAME"] = prefix[0]
        if environ["PATH_INFO"] == "/_log":
            return self._answer_log(label, start_response)

        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        entry = {
            "label": label,
            "method": environ["REQUEST_METHOD"],
            "target": environ["recording.target"],
            "headers": [list(pair) for pair in environ["recording.headers"]],
            "body": body.decode("utf-8", "backslashreplace"),
        }
        with self.lock:
            self.entries.append(entry)

        def recording_start_response(status, headers, exc_info=None):
            entry["status"] = int(status.split()[0])
            return start_response(status, headers, exc_info)

        return self.application(environ, recording_start_response)

    def _answer_log(self, label, start_response):
        with self.lock:
            lines = [json.dumps(e) for e in self.entries if label in (None, e["label"])]
        start_response("200 OK", [("Content-Type", "application/jsonl")])
        return ["".join(line + "\n" for line in lines).encode()]


def wait_for_the_tests_to_end():
    """Returns once standard input is closed, or the process that started this one is gone.

    The other end of standard input may have been inherited by something that lives on.
    """
    parent = os.getppid()
    while os.getppid() == parent:
        readable, _, _ = select.select([sys.stdin], [], [], 1)
        if readable and not os.read(sys.stdin.fileno(), 4096):
            return


def serve(application):
    """Answers requests until standard input closes or a signal ends the process."""

    def stop(*_):
        sys.exit(0)

    def end_with_the_tests():
        wait_for_the_tests_to_end()
        os.kill(os.getpid(), signal.SIGTERM)

    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.set_app(Recorder(application))
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        threading.Thread(target=end_with_the_tests, daemon=True).start()
        print(f"listening on {server.server_port}", flush=True)
        server.serve_forever(poll_interval=0.05)
