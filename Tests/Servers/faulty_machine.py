"""Runs the program on machines that have too little of something, and kills it at random moments.

usage: faulty_machine.py POSTHASTE limits|places
       faulty_machine.py POSTHASTE runs|refreshes KILLS [SEED]

With limits of the system, and places that cannot be written, a run must end with an exit code of the
documentation and, unless that is 0, a message: never by a signal, and never with half a report.

So many processes are killed by SIGKILL: runs that write reports, or processes that renew a token. After
each kill all reports are whole or absent, the event stream can be read, and the next process finds no
lock and a token that it can use.

Prints one line for everything that is not as it must be, and a count at the end. As root, folders that
cannot be written are tried as another user, and a full disk is a small file system of its own; otherwise
that one is left out.
"""

import http.server
import json
import os
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import xml.etree.ElementTree
from pathlib import Path

import trials

WORKERS = 4
DOCUMENTED = {0, 1, 2, 3, 4, 127}
NOBODY = 65534
SPACE, FILES, SIZE, STACK, DATA = (
    resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_STACK,
    resource.RLIMIT_DATA)
LIMITS = [
    ("descriptors", FILES, [3, 5, 8, 12, 16, 24, 31, 32, 40, 64]),
    ("address space", SPACE, [n << 20 for n in (150, 200, 300, 500, 1000, 3000, 6000, 8000)]),
    ("file size", SIZE, [0, 1, 100, 1000, 4096, 20000, 100000]),
    ("data", DATA, [n << 20 for n in (100, 1000, 5000, 6000)]),
    ("stack", STACK, [n << 10 for n in (64, 128, 256, 512, 1024, 8192)]),
]
# Users of their own, because all threads of a user are counted.
THREADS = {2: 61002, 8: 61008, 15: 61015, 20: 61020, 60: 61060}
# Many runs side by side.
MANY = ["--parallel-iterations", "60", "-n", "60"]
REPORTS = ["-r", "cli,json,junit,html,tap,events",
           "--reporter-json-export", "out/r.json", "--reporter-junit-export", "out/r.xml",
           "--reporter-html-export", "out/r.html", "--reporter-tap-export", "out/r.tap",
           "--reporter-events-export", "out/r.jsonl"]


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body come in two packets.
    disable_nagle_algorithm = True
    lock = threading.Lock()
    issued = 0

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer({"ok": True, "path": self.path, "text": "x" * 3000})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        with Server.lock:
            Server.issued += 1
            number = Server.issued
        self.answer({"access_token": f"access-token-{number:06}", "expires_in": 3600,
                     "refresh_token": f"refresh-token-{number:06}", "token_type": "Bearer"})

    def log_message(self, *_):
        pass


class Place:
    """A folder with a collection that has scripts, and one that signs in."""

    def __init__(self, folder, url):
        self.folder = Path(folder)
        script = ["pm.test('ok', () => pm.expect(pm.response.json().ok).to.be.true);",
                  "console.log(pm.response.text());"]
        event = [{"listen": "test", "script": {"exec": script}}]
        items = [{"name": f"r{n}", "request": f"{url}/{n}", "event": event} for n in range(6)]
        self.write("scripts.json", {"info": {"name": "Scripts"}, "item": items})
        plain = [{"name": item["name"], "request": item["request"]} for item in items]
        self.write("plain.json", {"info": {"name": "Plain"}, "item": plain})
        values = {"authUrl": f"{url}/authorize", "accessTokenUrl": f"{url}/token", "clientId": "c",
                  "grant_type": "authorization_code", "redirect_uri": "https://app.test/callback"}
        auth = {"type": "oauth2", "oauth2": [{"key": k, "value": v} for k, v in values.items()]}
        self.write("login.json", {"info": {"name": "Login"}, "auth": auth, "item": plain[:1]})
        (self.folder / "out").mkdir()
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8",
                            "XDG_STATE_HOME": f"{folder}/state"}

    def write(self, name, value):
        (self.folder / name).write_text(json.dumps(value))

    def run(self, words, prepare=None, environment=None, text=None):
        return subprocess.run(
            [*map(str, words)], cwd=self.folder, env=environment or self.environment, input=text,
            preexec_fn=prepare, capture_output=True, text=True, timeout=60)


def check_reports(folder):
    """Returns what is wrong with the reports of a folder that are there."""
    out = folder / "out"
    try:
        for name in ("r.json", "r.xml", "r.html"):
            path = out / name
            if not path.exists():
                continue
            if name == "r.json":
                json.loads(path.read_text())
            elif name == "r.xml":
                xml.etree.ElementTree.parse(path)
            elif not path.read_text().rstrip().endswith("</html>"):
                return f"{name} is torn"
        if (out / "r.jsonl").exists():
            for line in (out / "r.jsonl").read_text().split("\n")[:-1]:
                json.loads(line)
    except (ValueError, xml.etree.ElementTree.ParseError) as error:
        return f"a report is torn: {error}"
    return ""


def verdict(place, done):
    """Returns what is wrong with how a process ended."""
    if done.returncode not in DOCUMENTED:
        return f"exit code {done.returncode}: {done.stderr[-300:]}"
    if done.returncode != 0 and not (done.stderr + done.stdout).strip():
        return f"exit code {done.returncode} without a message"
    return check_reports(place.folder)


def in_place(url, body):
    with tempfile.TemporaryDirectory() as folder:
        return body(Place(folder, url))


def limited(posthaste, url, kind, value, collection):
    def limit():
        resource.setrlimit(kind, (value, value))

    def body(place):
        words = [posthaste, "run", collection, "--no-config", *REPORTS]
        return verdict(place, place.run(words, prepare=limit))
    return in_place(url, body)


def crowded(posthaste, url, kind, value):
    """Many runs with scripts, with little of what each of them needs."""
    def limit():
        if kind == resource.RLIMIT_NPROC:
            os.setgid(THREADS[value])
            os.setuid(THREADS[value])
        resource.setrlimit(kind, (value, value))

    def body(place):
        os.chmod(place.folder, 0o755)
        done = place.run([posthaste, "run", "scripts.json", "--no-config", *MANY], prepare=limit)
        return verdict(place, done)
    return in_place(url, body)


def confined(posthaste, url, count):
    """A control group with few processes and threads, as a container; left out if none can be made."""
    group = Path(f"/sys/fs/cgroup/pids/posthaste-{os.getpid()}-{count}")
    try:
        group.mkdir()
    except OSError:
        return ""

    def enter():
        (group / "pids.max").write_text(str(count))
        (group / "cgroup.procs").write_text(str(os.getpid()))

    def body(place):
        done = place.run([posthaste, "run", "scripts.json", "--no-config", *REPORTS], prepare=enter)
        return verdict(place, done)
    try:
        return in_place(url, body)
    finally:
        group.rmdir()


def read_only(posthaste, url):
    def drop():
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    def body(place):
        os.chmod(place.folder, 0o755)
        os.chmod(place.folder / "out", 0o555)
        done = place.run([posthaste, "run", "plain.json", "--no-config", *REPORTS], prepare=drop)
        return verdict(place, done) or ("" if done.returncode == 1 else "it succeeds")
    return in_place(url, body)


def homeless(posthaste, url):
    def body(place):
        bare = {"PATH": place.environment["PATH"]}
        done = place.run([posthaste, "run", "scripts.json"], environment=bare)
        return verdict(place, done) or ("" if done.returncode == 0 else done.stderr)
    return in_place(url, body)


def full_device(posthaste, url):
    def body(place):
        words = f"'{posthaste}' run scripts.json -r cli,tap --reporter-tap-export /dev/full > /dev/full"
        done = place.run(["/bin/sh", "-c", words])
        return verdict(place, done) or ("" if done.returncode == 1 else "it succeeds")
    return in_place(url, body)


def full_disk(posthaste, url):
    """A file system of some kilobytes, in a namespace of mounts; left out if that is not permitted."""
    def body(place):
        words = f"mount -t tmpfs -o size=SIZE none out && exec '{posthaste}' run scripts.json "
        words += " ".join(REPORTS)
        for size in ("4k", "16k", "32k", "64k"):
            check = "; code=$?; cp -r out copy 2>/dev/null; rm -rf copy/r.jsonl; exit $code"
            text = f"(TMPDIR=out; export TMPDIR; {words.replace('SIZE', size)}){check}"
            done = place.run(["unshare", "-m", "/bin/sh", "-c", text])
            wrong = verdict(place, done) or ("" if done.returncode == 1 else "it succeeds")
            if wrong:
                return f"{size}: {wrong}"
        return ""
    return in_place(url, body) if may_mount() else ""


def mounted_report(posthaste, url):
    """A report that is a mount of its own, as in a container; left out if that is not permitted."""
    def body(place):
        for path in ("elsewhere.xml", "out/r.xml"):
            (place.folder / path).write_text("of an earlier run")
        words = f"mount --bind elsewhere.xml out/r.xml && exec '{posthaste}' run scripts.json "
        done = place.run(["unshare", "-m", "/bin/sh", "-c", words + " ".join(REPORTS)])
        # Outside of the namespace the file is still the one of an earlier run.
        (place.folder / "out/r.xml").unlink()
        wrong = verdict(place, done) or ("" if done.returncode == 0 else done.stderr)
        text = (place.folder / "elsewhere.xml").read_text()
        return wrong or ("" if text.rstrip().endswith("</testsuites>") else f"the report is {text[:100]}")
    return in_place(url, body) if may_mount() else ""


def silent_name_server(posthaste, url):
    """A name server that never answers, in a namespace of mounts; left out if that is not permitted."""
    def body(place):
        place.write("far.json", {"info": {"name": "Far"}, "item": [
            {"name": "r", "request": "http://far.example/"}]})
        (place.folder / "resolv.conf").write_text("nameserver 127.0.0.77\noptions timeout:30\n")
        for words in ("far.json --timeout-request 500", "far.json --timeout 500",
                      "http://far.example/c.json --timeout 500"):
            text = f"mount --bind resolv.conf /etc/resolv.conf && exec '{posthaste}' run {words}"
            done = place.run(["unshare", "-m", "/bin/sh", "-c", text])
            if wrong := verdict(place, done) or ("" if done.returncode == 1 else "it succeeds"):
                return f"{words}: {wrong}"
        return ""
    if not may_mount():
        return ""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.77", 53))
        return in_place(url, body)


def may_mount():
    return subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"],
                          capture_output=True).returncode == 0


def kill_later(place, words, seconds):
    process = subprocess.Popen(words, cwd=place.folder, env=place.environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.wait()


def killed_runs(posthaste, url, count, moments):
    """Kills runs one after the other in one folder, over the reports of those before."""
    words = [posthaste, "run", "scripts.json", "--no-config", *REPORTS]

    def body(place):
        start = time.monotonic()
        place.run(words)
        longest = time.monotonic() - start
        for _ in range(count):
            kill_later(place, words, moments.uniform(0, longest))
            if wrong := check_reports(place.folder):
                return wrong
        done = place.run(words)
        return verdict(place, done) or ("" if done.returncode == 0 else done.stderr)
    return in_place(url, body)


def killed_refreshes(posthaste, url, count, moments):
    """Kills processes that renew a token, whose store must stay usable."""
    words = [posthaste, "auth", "token", "login.json"]

    def body(place):
        link = place.run([posthaste, "auth", "url", "login.json"]).stdout.strip()
        state = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["state"][0]
        place.run([posthaste, "auth", "complete", "login.json"],
                  text=f"https://app.test/callback?code=x&state={state}\n")
        expire(place)
        start = time.monotonic()
        if place.run(words).returncode != 0:
            return "the sign-in fails"
        longest = time.monotonic() - start
        for _ in range(count):
            expire(place)
            kill_later(place, words, moments.uniform(0, longest))
            if (done := place.run(words)).returncode != 0:
                return f"the token is lost: {done.stderr}"
        return ""
    return in_place(url, body)


def expire(place):
    """Makes the stored token one that must be renewed."""
    for path in (place.folder / "state").rglob("*.json"):
        text = path.read_text()
        path.write_text(re.sub(r'("expires_at": ?)[0-9.]+', r"\g<1>1", text))


def jobs_of(mode, count, seed):
    """Returns the functions to call, each with its name and arguments."""
    if mode == "limits":
        jobs = [(f"{name} {value}, {collection}", limited, kind, value, collection)
                for name, kind, values in LIMITS for value in values
                for collection in ("plain.json", "scripts.json")]
        jobs += [(f"address space {value}, many runs", crowded, SPACE, value << 20)
                 for value in (5700, 5810, 6000, 7000)]
        jobs += [(f"pids.max {count}", confined, count) for count in (1, 2, 4, 7, 12, 30)]
        if os.geteuid() == 0:
            jobs += [(f"threads {value}, many runs", crowded, resource.RLIMIT_NPROC, value)
                     for value in THREADS]
        return jobs
    if mode == "places":
        return [("read-only folder", read_only), ("no home", homeless),
                ("full device", full_device), ("full disk", full_disk),
                ("mounted report", mounted_report), ("silent name server", silent_name_server)]
    killed = {"runs": killed_runs, "refreshes": killed_refreshes}[mode]
    return [(f"{mode} {number}", killed, count // WORKERS, random.Random(seed * 1000 + number))
            for number in range(WORKERS)]


def main():
    posthaste = str(Path(sys.argv[1]).resolve())
    count, seed = (int(word) for word in (sys.argv[3:] + ["100", "1"][len(sys.argv) - 3:]))
    jobs = jobs_of(sys.argv[2], count, seed)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    # Clients that are killed reset their connections.
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    trials.report(
        "tried", jobs, lambda job: job[0], lambda job: job[1](posthaste, url, *job[2:]), WORKERS)


if __name__ == "__main__":
    main()
