"""Serves a few megabytes that are gigabytes, to a process with little address space."""

import gzip
import http.server
import json
import resource
import subprocess
import sys
import threading

BODY = gzip.compress(bytes(1 << 26)) * 64
SPACE = 8_000_000 << 10


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_):
        pass


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
event = [{"listen": "test", "script": {"exec": ["pm.response.text().length"]}}]
with open("c.json", "w", encoding="utf-8") as file:
    json.dump({"info": {"name": "C"}, "item": [{"name": "a", "request": url, "event": event}]}, file)
for size in ("3G", "0"):
    done = subprocess.run(
        [sys.argv[1], "run", "c.json", "--max-response-size", size], capture_output=True, text=True,
        preexec_fn=limit)
    text = "more than memory can hold"
    print(size, done.returncode, text if text in " ".join(done.stdout.split()) else done.stdout)
