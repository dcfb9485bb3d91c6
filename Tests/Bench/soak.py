"""Runs many requests with scripts, data, cookies, secrets that change and reports, in 8 runs side by side,
and watches memory and descriptors.

Usage: soak.py [--requests N] [POSTHASTE]

Fails if the median of the memory in the last third of the time in which requests are sent is 10 MB above that
of the second, if the time after the last request, in which events become reports, needs 10 MB more than
ever before, if descriptors become more, or if the sums of the JUnit report are wrong. It runs 1,000,000
requests unless another number is given.
"""

import argparse
import http.server
import json
import os
import statistics
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
    "pm.environment.set('accessToken', `renewed-${Date.now()}-${pm.info.iteration}`);",
    "pm.test('status', () => pm.response.to.have.status(200));",
    "console.log(pm.iterationData.get('name'), pm.response.json().ok);",
]


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body come in two packets.
    disable_nagle_algorithm = True
    last_request = 0.0

    def do_GET(self):
        Server.last_request = time.monotonic()
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
    """Returns the time, and the resident bytes and the number of open files of a process."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    files = len(os.listdir(f"/proc/{process.pid}/fd"))
    return time.monotonic(), pages * os.sysconf("SC_PAGESIZE"), files


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
    # A process that ends has no memory any more.
    return [measured for measured in found if measured[1] > 0]


def memory(measurements):
    """Returns the resident bytes of measurements."""
    return [measured[1] for measured in measurements]


def files_of(measurements):
    """Returns the numbers of open files of measurements."""
    return [measured[2] for measured in measurements]


def count(path):
    """Returns how many tests a JUnit report declares, and how many it has."""
    declared, cases = None, 0
    for event, element in xml.etree.ElementTree.iterparse(path, ("start", "end")):
        if declared is None:
            declared = int(element.get("tests"))
        if event == "end":
            cases += element.tag == "testcase"
            element.clear()
    return declared, cases


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
                 "--parallel-iterations", "8", "--no-config", "-r",
                 "cli,junit,json,html,tap,events,ctrf,prometheus",
                 "--reporter-junit-export", "o.xml",
                 "--reporter-json-export", "o.json", "--reporter-html-export", "o.html",
                 "--reporter-tap-export", "o.tap", "--reporter-events-export", "o.jsonl",
                 "--reporter-ctrf-export", "o.ctrf", "--reporter-prometheus-export", "o.prom"]
        start = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL)
        found = watch(process)
        spent = time.monotonic() - start
        size = sum(path.stat().st_size for path in folder.iterdir())
        tests, cases = count(folder / "o.xml")
    sending = [measured for measured in found if measured[0] <= Server.last_request]
    third = len(sending) // 3
    parts = sending[third:2 * third], sending[2 * third:]
    growth = statistics.median(memory(parts[1])) - statistics.median(memory(parts[0]))
    files = max(files_of(parts[1])) - max(files_of(parts[0]))
    most = max(memory(sending))
    late = max(memory(found[len(sending):]), default=0) - most
    print(f"{tests} tests in {spent:.0f} s, {sending[-1][0] - start:.0f} s of them with requests, "
          f"exit code {process.returncode}; at most {most >> 20} MB of memory; last third: "
          f"growth {growth / (1 << 20):+.1f} MB, at most {max(files_of(parts[1]))} descriptors "
          f"({files:+}); after the requests: {late / (1 << 20):+.1f} MB; files of {size >> 20} MB")
    wrong = cases != tests or tests != options.requests // 4 * 4 or process.returncode != 0
    sys.exit(1 if wrong or max(growth, late) > ALLOWED_GROWTH or files > 4 else 0)


if __name__ == "__main__":
    main()
