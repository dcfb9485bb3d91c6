"""Runs a script that waits for 2 GB of responses at once, under a limit of 100 MB.

usage: responses.py POSTHASTE
"""

import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

BODY = b"x" * (40 << 20)
COUNT = 50
# The limit, what the process holds without scripts, and what it may hold until it is noticed.
MOST_MEGABYTES = 100 + 80 + 500


class Responder(BaseHTTPRequestHandler):
    """Answers each request with a large body."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        try:
            self.wfile.write(BODY)
        except OSError:
            pass

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 2 * COUNT
    daemon_threads = True


def main():
    server = Server(("127.0.0.1", 0), Responder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    large = f"for (let i = 0; i < {COUNT}; i++) pm.sendRequest('{url}', () => {{}});"
    # Nobody listens at this port.
    items = [{"name": "a", "request": "http://127.0.0.1:9/a",
              "event": [{"listen": "prerequest", "script": {"exec": [code]}}]}
             for code in (large, "console.log('it goes on');")]
    Path("c.json").write_text(json.dumps({"info": {"name": "C"}, "item": items}))
    words = [sys.argv[1], "run", "c.json", "--no-config", "--script-memory", "100M"]
    with open("out", "w+") as out:
        process = subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        out.seek(0)
        text = out.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    print(f"exit code {process.returncode}, MemoryError {'MemoryError' in text}, "
          f"goes on {'it goes on' in text}, "
          f"little memory {usage.ru_maxrss >> 10 < MOST_MEGABYTES}")


main()
