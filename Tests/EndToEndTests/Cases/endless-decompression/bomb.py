"""Serves a few kilobytes that are terabytes, and runs a collection against it."""

import gzip
import http.server
import json
import subprocess
import sys
import threading
import time

part = gzip.compress(bytes(1 << 26))
BODY = gzip.compress(gzip.compress(part * 400) * 400)


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip, gzip, gzip")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
with open("c.json", "w", encoding="utf-8") as file:
    json.dump({"info": {"name": "C"}, "item": [{"name": "a", "request": url}]}, file)
start = time.monotonic()
for words in ([], ["--max-response-size", "0", "--max-time", "500"]):
    done = subprocess.run([sys.argv[1], "run", "c.json", *words], capture_output=True, text=True)
    print(done.stdout)
print("within 20 s" if time.monotonic() - start < 20 else "too late")
