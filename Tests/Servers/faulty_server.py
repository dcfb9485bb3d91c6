"""Serves faults that are data, and runs a collection against each of them.

usage: faulty_server.py FAULTS POSTHASTE

FAULTS is a JSON array of objects:

    name     what is wrong
    tls      `good`, or what is wrong with the certificate: `expired`, `named` (for another host), `self`
    http2    true: the request is made in HTTP/2, without TLS
    refuses  true: nobody listens
    limits   options in place of the usual limits
    steps    what the server does on its first connection, in order
    error    what the failure of the request must say; an array if that depends on who is faster

A step is `read` (the head of the request), `reset`, `close`, `stall` (until the client leaves), or an
object: {"send": TEXT}, {"hex": DIGITS}, {"frame": [TYPE, FLAGS, STREAM, HEX]} of HTTP/2. With `times` the
content is repeated in one piece, and with `"every": SECONDS` sent again and again until the client leaves
(0 for no pause).

Each fault has a port of its own. All connections after the first one are answered well: a second request
of the same run must find no trace of the fault. Prints one line for each fault that is not as it must be,
and a count at the end.
"""

import json
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import trials

LIMITS = ["--timeout-request", "400", "--max-time", "1200", "--max-response-size", "1M"]
# Far above the limits, because the machine can be busy, and far below forever.
LONGEST = 20
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"


def certificate(folder, name):
    """Makes a certificate for 127.0.0.1 with what is wrong about it; returns the path of its PEM."""
    path = folder / f"{name}.pem"
    days = ["-not_before", "20000101000000Z", "-not_after", "20010101000000Z"]
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test",
             "-addext", f"subjectAltName={'DNS:other.test' if name == 'named' else 'IP:127.0.0.1'}",
             "-keyout", path, "-out", folder / f"{name}.crt"]
    if name == "expired":
        key = ["openssl", "genrsa", "-out", path, "2048"]
        subprocess.run(key, check=True, capture_output=True)
        expire(folder, path, name)
    else:
        subprocess.run(words, check=True, capture_output=True)
    path.write_text(path.read_text() + (folder / f"{name}.crt").read_text())
    return path


def expire(folder, key, name):
    """Makes a certificate that is over, which only `openssl ca` can."""
    (folder / "index").write_text("")
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=t\n[t]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\n"
        "default_md=sha256\npolicy=p\nx509_extensions=x\n[p]\ncommonName=supplied\n"
        "[x]\nsubjectAltName=IP:127.0.0.1\nbasicConstraints=CA:TRUE\n")
    for words in (
            ["req", "-new", "-key", key, "-subj", "/CN=test", "-out", "expired.csr"],
            ["ca", "-batch", "-selfsign", "-config", "ca.cnf", "-keyfile", key,
             "-in", "expired.csr", "-out", f"{name}.crt", "-notext",
             "-startdate", "20000101000000Z", "-enddate", "20010101000000Z"]):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def frame(kind, flags, stream, payload=b""):
    """Returns a frame of HTTP/2 (RFC 9113 §4.1)."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


class Faulty:
    """One fault at a port of its own."""

    def __init__(self, fault, contexts):
        self.fault = fault
        self.context = contexts.get(fault.get("tls"))
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        # Without listening, it keeps others from this port, and connections are refused.
        if not fault.get("refuses"):
            self.listener.listen()
            threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self):
        return f"{'https' if self.fault.get('tls') else 'http'}://127.0.0.1:{self.port}"

    def accept(self):
        is_first = True
        while True:
            peer, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(peer, is_first), daemon=True).start()
            is_first = False

    def serve(self, peer, is_first):
        try:
            if self.context:
                peer = self.context.wrap_socket(peer, server_side=True)
            if is_first:
                for step in self.fault["steps"]:
                    self.take(step, peer)
            elif self.fault.get("http2"):
                self.answer_http2(peer)
            else:
                while read_head(peer):
                    peer.sendall(GOOD)
        except OSError:
            pass
        finally:
            peer.close()

    def take(self, step, peer):
        if step == "read":
            read_request(peer, self.fault.get("http2"))
        elif step == "stall":
            while peer.recv(1 << 16):
                pass
        elif step == "reset":
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            peer.close()
        elif step == "close":
            peer.close()
        else:
            content = self.content(step) * step.get("times", 1)
            peer.sendall(content)
            while "every" in step:
                time.sleep(step["every"])
                peer.sendall(content)

    @staticmethod
    def content(step):
        if "frame" in step:
            kind, flags, stream, payload = step["frame"]
            return frame(kind, flags, stream, bytes.fromhex(payload))
        return bytes.fromhex(step["hex"]) if "hex" in step else step["send"].encode("latin-1")

    @staticmethod
    def answer_http2(peer):
        read_request(peer, True)
        # Settings and their acknowledgement, `:status: 200` of the static table, and the body.
        peer.sendall(frame(4, 0, 0) + frame(4, 1, 0) + frame(1, 4, 1, b"\x88")
                     + frame(0, 1, 1, b"fine"))
        while peer.recv(1 << 16):
            pass


def read_request(peer, http2):
    """Reads the head of a request."""
    if not http2:
        read_head(peer)
        return
    content = peer.makefile("rb", buffering=0)
    content.read(len(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
    kind = None
    while kind != 1:
        head = content.read(9)
        if len(head) < 9:
            return
        kind = head[3]
        content.read(int.from_bytes(head[:3], "big"))


def read_head(peer):
    """Reads to an empty line; false at the end."""
    head = b""
    while b"\r\n\r\n" not in head:
        part = peer.recv(1 << 16)
        if not part:
            return False
        head += part
    return True


def run(server, posthaste, folder):
    """Runs both requests against a fault; returns what is wrong, or nothing."""
    check = "pm.test('unharmed', () => pm.expect(pm.response.text()).to.equal('fine'));"
    items = [{"name": "fault", "request": server.url + "/fault"},
             {"name": "next", "request": server.url + "/next",
              "event": [{"listen": "test", "script": {"exec": [check]}}]}]
    path = folder / f"{server.port}.json"
    path.write_text(json.dumps({"info": {"name": "C"}, "item": items}))
    words = [posthaste, "run", str(path), "--no-config", *server.fault.get("limits", LIMITS)]
    words += ["--http-version", "2"] if server.fault.get("http2") else []
    words += ["--ssl-extra-ca-certs", str(folder / "good.crt")] if server.fault.get("tls") else []
    start = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    spent = time.monotonic() - start
    output = " ".join(done.stdout.split())
    errors = server.fault["error"]
    errors = errors if isinstance(errors, list) else [errors]
    if done.returncode != 1 or not any(error in output for error in errors):
        return f"exit code {done.returncode}, {output} {done.stderr}"
    if spent > LONGEST:
        return f"it took {spent:.1f} s"
    isolated = "refuses" in server.fault or server.fault.get("tls", "good") != "good"
    if not isolated and "✓ unharmed" not in output:
        return f"the next request is harmed: {output}"
    return ""


def main():
    faults, posthaste = json.loads(Path(sys.argv[1]).read_text()), sys.argv[2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contexts = {}
        for kind in ("good", "expired", "named", "self"):
            contexts[kind] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            contexts[kind].load_cert_chain(certificate(folder, kind))
        trusted = [folder / f"{kind}.crt" for kind in ("good", "expired", "named")]
        (folder / "good.crt").write_text("".join(path.read_text() for path in trusted))
        servers = [Faulty(fault, contexts) for fault in faults]
        trials.report(
            "faults", servers, lambda server: server.fault["name"],
            lambda server: run(server, posthaste, folder), 4)


if __name__ == "__main__":
    main()
