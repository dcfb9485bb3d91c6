"""Runs many requests with scripts, data and all reports, and watches memory and descriptors.

Usage: soak.py [--requests N] [POSTHASTE]

Fails if the memory of the second half grows by more than 10 MB, if descriptors become more, or if
the sums of the JUnit report are wrong. It runs 1,000,000 requests unless another number is given.
"""

import argparse
import http.server
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree
from pathlib import Path

ALLOWED_GROWTH = 10 << 20
TEST = [
    "pm.environment.set('n', pm.info.iteration);",
    "pm.test('status', () => pm.response.to.have.status(200));",
    "console.log(pm.iterationData.get('name'), pm.response.json().ok);",
]


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b'{"ok": true, "list": [1, 2, 3]}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Set-Cookie", f"session={time.time_ns()}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def write_inputs(folder, port):
    """Writes a collection of four requests, and a hundred rows with a secret column."""
    event = [{"listen": "test", "script": {"exec": TEST}}]
    url = f"http://127.0.0.1:{port}"
    items = [{"name": f"r{n}", "request": f"{url}/{n}?p={{{{password}}}}", "event": event}
             for n in range(4)]
    (folder / "c.json").write_text(json.dumps({"info": {"name": "Soak"}, "item": items}))
    rows = [{"name": f"row {n}", "password": f"secret-{n:06}"} for n in range(100)]
    (folder / "d.json").write_text(json.dumps(rows))


def measure(process):
    """Returns the resident bytes and the number of open files of a process."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE"), len(os.listdir(f"/proc/{process.pid}/fd"))


def watch(process):
    """Returns the measurements of a process until it ends."""
    found = []
    while process.poll() is None:
        time.sleep(0.5)
        try:
            found.append(measure(process))
        except OSError:
            break
    process.wait()
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("posthaste", nargs="?", default=".build/release/posthaste")
    options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    posthaste = str(Path(options.posthaste).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, server.server_port)
        words = [posthaste, "run", "c.json", "-d", "d.json", "-n", str(options.requests // 4),
                 "--no-config", "-r", "cli,junit,json,html,tap,events",
                 "--reporter-junit-export", "o.xml",
                 "--reporter-json-export", "o.json", "--reporter-html-export", "o.html",
                 "--reporter-tap-export", "o.tap", "--reporter-events-export", "o.jsonl"]
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL)
        found = watch(process)
        root = xml.etree.ElementTree.parse(folder / "o.xml").getroot()
        tests = int(root.get("tests"))
    half = found[len(found) // 2:]
    growth = half[-1][0] - half[0][0] if half else 0
    files = max(count for _, count in half) - min(count for _, count in half) if half else 0
    print(f"{tests} tests, exit code {process.returncode}, memory {half[-1][0] >> 20} MB, "
          f"growth {growth / (1 << 20):.1f} MB, descriptors {half[-1][1]} ({files:+})")
    wrong = tests != options.requests // 4 * 4 or process.returncode != 0
    sys.exit(1 if wrong or growth > ALLOWED_GROWTH or files > 4 else 0)


if __name__ == "__main__":
    main()
