"""Measures posthaste next to curl doing the same work against the same local nginx.

Usage: bench.py [--rounds N] [--requests N] [--markdown] [--check] [--tolerance T] [POSTHASTE]

Each round runs every candidate once, so that a slow moment of the machine touches all of them;
medians are printed. curl is one process with a list of addresses and kept connections, sends the
same headers, and writes the answers to /dev/null. Only python3, curl and nginx are needed. With
strace, system calls are counted, and with Node it takes part in two rows.

--markdown prints the table as README.md records it. --check compares with that table, and ends with
1 if a ratio is worse by more than the tolerance.
"""

import argparse
import json
import os
import re
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from concurrent_requests import concurrent
from costs import costs
from loading import loading
from measuring import check_report, measure, write_collection, write_curl_list
from recorded import markdown, worse_rows
from scripts import (
    FIRST_TEST_AIMS, FIRST_TESTS, SCRIPT_AIMS, TELL_TIME, THREE_TESTS, aimed, executing, first_test,
)
from secured import secured
from suites import running
from tenants import tenants

ROOT = Path(__file__).resolve().parents[2]
ANSWER = '{"id":"1b5c3a2e","name":"bench","items":[{"n":1},{"n":2},{"n":3}],"done":true}'
TEST = ["pm.test('the answer is right', () => {", "    pm.response.to.have.status(200);", "});"]
SECRETS = (5, 1_000)
SECRETS_AIM = 10e-6  # seconds that many secrets add to a request, compared with few
STARTUP_RUNS = 5  # per round: one start is short, and noisy
AIMS = {"junit": 1.2, "cli": 1.15, "tested": 1.7, "memory": 1.2}
TRANSFERS = (1 << 10, 1 << 30)  # bytes
STARTUP_FACTOR, STARTUP_ALLOWANCE = 1.25, 0.020  # the allowance if scripts are used


class Nginx:
    """A local nginx on two free ports, one with TLS; its parent returns once it listens."""

    def __init__(self, folder):
        self.program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        if not self.program:
            sys.exit("error: nginx is not installed")
        self.configuration = folder / "nginx.conf"
        self.certificate = folder / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj",
             "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
             folder / "key.pem", "-out", self.certificate], check=True, capture_output=True)
        for _ in range(5):
            self.port, self.secured_port = free_port(), free_port()
            self.configuration.write_text(self.text(folder))
            if self.run().returncode == 0:
                return
        sys.exit("error: nginx does not start: " + self.run().stderr)

    def text(self, folder):
        kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        paths = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
        return f"""
            daemon on; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
            events {{ worker_connections 64; }}
            http {{
                access_log off; keepalive_requests 100000000; {paths}
                log_format size $body_bytes_sent;
                server {{
                    listen 127.0.0.1:{self.port};
                    location / {{ default_type application/json; return 200 '{ANSWER}'; }}
                    location /files/ {{ root {folder}; access_log {folder}/sent size; }}
                }}
                server {{
                    listen 127.0.0.1:{self.secured_port} ssl;
                    ssl_certificate {folder}/certificate.pem;
                    ssl_certificate_key {folder}/key.pem;
                    location / {{ default_type application/json; return 200 '{ANSWER}'; }}
                }}
            }}"""

    def run(self, *arguments):
        return subprocess.run(
            [self.program, "-q", "-c", self.configuration, *arguments], capture_output=True,
            text=True)

    def version(self):
        return subprocess.run(
            [self.program, "-v"], capture_output=True, text=True).stderr.split("/")[-1].strip()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Bench:
    def __init__(self, posthaste, nginx, folder, count):
        self.folder = folder
        self.count = count
        self.report = str(folder / "junit.xml")
        self.url = url = f"http://127.0.0.1:{nginx.port}/"
        names = {"plain": None, "tested": TEST, "three tests": THREE_TESTS}
        names.update((name, [test, TELL_TIME]) for name, test in FIRST_TESTS.items())
        for name, test in names.items():
            write_collection(folder / f"{name}.json", url, test)
        for number in SECRETS:
            values = [{"key": f"s{n}", "value": f"secret-{n}/{n * 7919}+x==", "type": "secret"}
                      for n in range(number)]
            (folder / f"secrets-{number}").write_text(json.dumps({"name": "S", "values": values}))
        self.posthaste = posthaste
        self.environment = {
            name: value for name, value in os.environ.items() if not re.search("proxy", name, re.I)
        }
        self.samples = {}

    def curl(self, number):
        path = self.folder / f"curl-{number}"
        if not path.exists():
            write_curl_list(path, self.url, number)
        return ["curl", "-q", "-K", str(path)]

    def run(self, collection, number, reporter="junit"):
        command = [
            self.posthaste, "run", str(self.folder / f"{collection}.json"), "-n", str(number), "-r",
            reporter,
        ]
        return command + (["--reporter-junit-export", self.report] if reporter == "junit" else [])

    def sample(self, name, command):
        self.samples.setdefault(name, []).append(measure(command, self.environment))

    def round(self):
        for _ in range(STARTUP_RUNS):
            self.sample("curl start", self.curl(1))
            self.sample("plain start", self.run("plain", 1))
            self.sample("tested start", self.run("tested", 1))
            for name in FIRST_TESTS:
                spent = first_test(self.run(name, 1, "cli"), self.environment)
                self.samples.setdefault(name, []).append((spent, 0))
        count = self.count
        self.sample("curl", self.curl(count))
        self.sample("plain junit", self.run("plain", count))
        self.sample("plain cli", self.run("plain", count, "cli"))
        self.sample("tested junit", self.run("tested", count))
        check_report(self.report, count)
        self.sample("three tests junit", self.run("three tests", count))
        check_report(self.report, 3 * count)
        for number in SECRETS:
            environment = ["-e", str(self.folder / f"secrets-{number}")]
            self.sample(f"{number} secrets", self.run("plain", count) + environment)
        for name in ("plain", "tested"):
            self.sample(f"{name} tenth", self.run(name, count // 10))

    def seconds(self, name):
        return statistics.median(spent for spent, _ in self.samples[name])

    def mebibytes(self, name):
        return statistics.median(memory for _, memory in self.samples[name]) / 1024

    # Rows of the table

    def rows(self):
        yield from self.startup("plain", "start-up and one request", 0)
        yield from self.startup("tested", "start-up and one request with a test", STARTUP_ALLOWANCE)
        yield from self.requests("plain junit", "-r junit", AIMS["junit"])
        yield from self.requests("plain cli", "-r cli", AIMS["cli"])
        yield from self.requests("tested junit", "with a test, -r junit", AIMS["tested"])
        few, many = (self.seconds(f"{number} secrets") for number in SECRETS)
        yield aimed(
            f"what {SECRETS[1]:,} secrets add to a request, compared with {SECRETS[0]}",
            max(0, many - few) / self.count, SECRETS_AIM, "µs")
        yield from self.scripts()
        for name, label in (("plain", ""), ("tested", " with a test")):
            small, large = self.mebibytes(f"{name} tenth"), self.mebibytes(f"{name} junit")
            yield (
                f"peak memory at {self.count // 10:,} and {self.count:,} requests{label}",
                f"{small:.1f} MiB", f"{large:.1f} MiB", large / small, f"{AIMS['memory']:g}",
                large / small <= AIMS["memory"])

    def startup(self, name, label, allowance):
        curl, own = self.seconds("curl start"), self.seconds(f"{name} start")
        aim = f"{STARTUP_FACTOR:g}" + (f" + {allowance * 1e3:.0f} ms" if allowance else "")
        met = own <= STARTUP_FACTOR * curl + allowance
        yield label, f"{curl * 1e3:.1f} ms", f"{own * 1e3:.1f} ms", own / curl, aim, met

    def requests(self, name, label, aim):
        curl, own = (self.seconds(key) / self.count * 1e6 for key in ("curl", name))
        label = f"one of {self.count:,} requests, {label}"
        yield label, f"{curl:.1f} µs", f"{own:.1f} µs", own / curl, f"{aim:g}", own / curl <= aim

    def scripts(self):
        for name, aim in FIRST_TEST_AIMS.items():
            yield aimed(f"start-up to the end of {name}", self.seconds(name), aim, "ms")
        labels = {"tested": "a test", "three tests": "three assertions and a pm.environment.set"}
        plain = self.seconds("plain junit")
        for name, aim in SCRIPT_AIMS.items():
            spent = (self.seconds(f"{name} junit") - plain) / self.count
            yield aimed(f"what {labels[name]} adds to a request", spent, aim, "µs")


# Uploads


def swallow_uploads(listener, received):
    """Reads each request to the end of its body, notes how long that was, and answers."""
    buffer = bytearray(1 << 20)
    while True:
        peer, _ = listener.accept()
        with peer:
            head, count = b"", 0
            while b"\r\n\r\n" not in head:
                head += peer.recv(65536)
            head, _, body = head.partition(b"\r\n\r\n")
            length = int(re.search(rb"(?i)\ncontent-length: *(\d+)", head)[1])
            count = len(body)
            while count < length and (more := peer.recv_into(buffer)):
                count += more
            received.append(count)
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def uploading(posthaste, folder, environment):
    """The peak memory of sending a small and a large file, as a whole body and as a part of one."""
    received = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=swallow_uploads, args=(listener, received), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        bodies = {
            "body": lambda path: {"mode": "file", "file": {"src": path}},
            "part": lambda path: {
                "mode": "formdata", "formdata": [{"key": "file", "type": "file", "src": path}]},
        }
        for name, body in bodies.items():
            peaks = []
            for size in TRANSFERS:
                path, collection = folder / f"upload-{size}", folder / f"upload-{name}.json"
                with path.open("wb") as file:
                    file.truncate(size)  # takes no room on the disk
                request = {"method": "POST", "url": url, "body": body(str(path))}
                collection.write_text(json.dumps(
                    {"info": {"name": "Upload"}, "item": [{"name": name, "request": request}]}))
                _, peak = measure([posthaste, "run", str(collection)], environment)
                if received.pop() < size:
                    sys.exit(f"error: the upload of {size:,} bytes did not arrive whole")
                peaks.append(peak / 1024)
            small, large = peaks
            yield (
                f"peak memory of uploading 1 KiB and 1 GiB as a {name}", f"{small:.1f} MiB",
                f"{large:.1f} MiB", large / small, f"{AIMS['memory']:g}",
                large / small <= AIMS["memory"])


def downloading(posthaste, folder, nginx, environment):
    """The peak memory of a small and a large answer that no script looks at."""
    folder.chmod(0o755)  # nginx serves as another user
    (folder / "files").mkdir()
    peaks = []
    for size in TRANSFERS:
        with (folder / "files" / str(size)).open("wb") as file:
            file.truncate(size)  # takes no room on the disk
        collection = folder / "download.json"
        write_collection(collection, f"http://127.0.0.1:{nginx.port}/files/{size}", None)
        _, peak = measure([posthaste, "run", str(collection)], environment)
        if (folder / "sent").read_text().split()[-1] != str(size):
            sys.exit(f"error: the download of {size:,} bytes was not whole")
        peaks.append(peak / 1024)
    small, large = peaks
    yield (
        "peak memory of downloading 1 KiB and 1 GiB", f"{small:.1f} MiB", f"{large:.1f} MiB",
        large / small, f"{AIMS['memory']:g}", large / small <= AIMS["memory"])


def print_table(rows):
    rows = [
        (label, left, right, f"{ratio:.2f}", aim, "" if met else "missed")
        for label, left, right, ratio, aim, met in rows
    ]
    header = ("", "curl", "posthaste", "ratio", "aim", "")
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(6)]
    for row in [header, *rows]:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join(cells).rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("posthaste", nargs="?", default=str(ROOT / ".build/release/posthaste"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--tolerance", type=float, default=0.25)
    arguments = parser.parse_args()
    if not os.access(arguments.posthaste, os.X_OK):
        sys.exit(f"error: '{arguments.posthaste}' is not built; run 'make build'")
    load = os.getloadavg()[0]
    if load > os.cpu_count() / 2:
        print(f"warning: other work disturbs the figures: load average {load:.1f}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nginx = Nginx(folder)
        try:
            bench = Bench(arguments.posthaste, nginx, folder, arguments.requests)
            for number in range(arguments.rounds):
                if sys.stderr.isatty():
                    print(f"\rround {number + 1} of {arguments.rounds}", end="", file=sys.stderr)
                bench.round()
            if sys.stderr.isatty():
                print("\r" + " " * 20 + "\r", end="", file=sys.stderr)
            curl = subprocess.run(["curl", "-V"], capture_output=True, text=True)
            version = curl.stdout.split()[1]
            print(
                f"curl {version}, nginx {nginx.version()}, {os.cpu_count()} cores; "
                f"medians of {arguments.rounds} interleaved rounds\n")
            rows = [
                *bench.rows(),
                *running(arguments.posthaste, folder, bench.url, bench.curl, bench.environment),
                *costs(
                    bench.curl, lambda number: bench.run("plain", number), folder,
                    bench.environment),
                *secured(
                    arguments.posthaste, nginx, folder, 10 * arguments.requests,
                    bench.environment),
                *loading(arguments.posthaste, folder, arguments.rounds),
                *executing(arguments.posthaste, folder, bench.environment),
                *concurrent(
                    arguments.posthaste, folder, bench.environment, arguments.rounds),
                *tenants(
                    arguments.posthaste, folder, nginx, bench.environment, arguments.rounds),
                *uploading(arguments.posthaste, folder, bench.environment),
                *downloading(arguments.posthaste, folder, nginx, bench.environment),
            ]
            if arguments.markdown:
                print(markdown(rows))
            else:
                print_table(rows)
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            if own >= bench.mebibytes("plain tenth"):
                print(f"\nmemory below {own:.1f} MiB cannot be seen: the measuring process has that")
            if arguments.check:
                end_check(list(worse_rows(rows, arguments.tolerance)), arguments.tolerance)
        finally:
            nginx.run("-s", "stop")


def end_check(worse, tolerance):
    """Ends with 1 if rows are worse than recorded."""
    if worse:
        sys.exit(f"worse by more than {tolerance:.0%}:\n" + "\n".join(worse))
    print(f"no ratio is worse than recorded by more than {tolerance:.0%}")


if __name__ == "__main__":
    main()
