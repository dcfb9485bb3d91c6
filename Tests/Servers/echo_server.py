"""An HTTP server that writes down what it receives, byte by byte, and answers as the request asks.

usage: echo_server.py REPLIES LOG

REPLIES is a JSON file: null, and every request is echoed as JSON; or an array of replies, each an
object with any of

    to       "METHOD /path": the requests that it answers, without their query (all, when absent)
    status   a number (200)
    headers  an object; an array of values makes a line of each
    body     a string, or any other JSON value, which makes the type application/json
    base64   the body as base64
    bare     true: the body is all that is sent, without a head
    delay    seconds before the answer
    behind   "METHOD /path": the answer waits until a request for it has come
    drop     true: the connection is closed without an answer; "unread": before the body is read;
             "after": after the answer

In all of them `@PORT@` stands for the server's own port.
A request gets the first reply for it that was not given yet; once all were, the last one again.
LOG gets one JSON line for each request before it is answered; its member `wire` has every byte of
the request, readable: lines of the head end as lines, and what is not printable is escaped.
"""

import base64
import json
import socket
import sys
import threading
import time

import recording


class Connection:
    """One client's connection, with what was read of it and not used yet."""

    def __init__(self, peer, number, script):
        self.peer, self.number, self.script = peer, number, script
        self.buffer = b""

    def run(self):
        with self.peer:
            try:
                while self._exchange():
                    pass
            except ConnectionError:
                pass

    def _exchange(self):
        head = self._read_to(b"\r\n\r\n")
        if not head:
            return False
        lines = head.decode("latin-1").split("\r\n")[:-2]
        fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        if fields.get("expect", "").lower() == "100-continue":
            self.peer.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if self.script.hangs_up(lines[0]):
            return False
        body = self._read_body(fields)
        request = {
            "connection": self.number,
            "head": lines,
            "body": body.decode("utf-8", "backslashreplace"),
            "wire": readable(head.replace(b"\r\n", b"\n") + body),
        }
        reply = self.script.reply_to(request)
        if "behind" in reply:
            self.script.wait_for(reply["behind"])
        time.sleep(reply.get("delay", 0))
        if reply.get("drop") is True:
            return False
        method = lines[0].split(" ")[0]
        self.peer.sendall(render(reply, with_body=method != "HEAD"))
        return "drop" not in reply and fields.get("connection", "").lower() != "close"

    def _read_body(self, fields):
        if fields.get("transfer-encoding", "").lower() != "chunked":
            return self._read(int(fields.get("content-length", 0)))
        body = b""
        while size := int(self._read_to(b"\r\n").split(b";")[0], 16):
            body += self._read(size)
            self._read(2)
        self._read_to(b"\r\n")
        return body

    def _read_to(self, end):
        while end not in self.buffer:
            if not self._receive():
                return b""
        found, _, self.buffer = self.buffer.partition(end)
        return found + end

    def _read(self, count):
        while len(self.buffer) < count and self._receive():
            pass
        found, self.buffer = self.buffer[:count], self.buffer[count:]
        return found

    def _receive(self):
        more = self.peer.recv(65536)
        self.buffer += more
        return bool(more)


def readable(data):
    """The bytes as text in which each stands for itself: `\\r` and `\\xff` for what cannot."""
    text = data.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return "".join(
        c if c == "\n" or c.isprintable() else c.encode("unicode_escape").decode() for c in text
    )


class Script:
    """The replies to give, and the log of what was asked."""

    def __init__(self, replies, log):
        self.replies, self.log = replies, log
        self.given = set()
        self.come = set()
        self.lock = threading.Condition()

    def reply_to(self, request):
        with self.lock:
            self.log.write(json.dumps(request) + "\n")
            self.log.flush()
            if self.replies is None:
                return {"body": self._echo(request)}
            method, target = request["head"][0].split(" ")[:2]
            address = f"{method} {target.partition('?')[0]}"
            self.come.add(address)
            self.lock.notify_all()
            suitable = [
                index
                for index, reply in enumerate(self.replies)
                if reply.get("to", address) == address
            ]
            if not suitable:
                return {"status": 404, "body": f"there is no reply to {address}"}
            index = next((i for i in suitable if i not in self.given), suitable[-1])
            self.given.add(index)
            return self.replies[index]

    def wait_for(self, address):
        with self.lock:
            self.lock.wait_for(lambda: address in self.come)

    def hangs_up(self, line):
        """Whether the reply to a request line is to close the connection and read no body."""
        address = " ".join(line.split(" ")[:2])
        return any(
            reply.get("drop") == "unread" and reply.get("to") == address
            for reply in self.replies or []
        )

    @staticmethod
    def _echo(request):
        method, target = request["head"][0].split(" ")[:2]
        headers = dict(line.partition(": ")[::2] for line in request["head"][1:])
        return {"method": method, "target": target, "headers": headers, "body": request["body"]}


def render(reply, with_body):
    headers = dict(reply.get("headers", {}))
    body = reply.get("body", "")
    if "base64" in reply:
        payload = base64.b64decode(reply["base64"])
    elif isinstance(body, str):
        payload = body.encode()
    else:
        payload = json.dumps(body).encode()
        headers.setdefault("Content-Type", "application/json")
    if reply.get("bare"):
        return payload
    headers.setdefault("Content-Length", str(len(payload)))
    lines = [f"HTTP/1.1 {reply.get('status', 200)} {reply.get('reason', 'OK')}"]
    for name, value in headers.items():
        lines += [f"{name}: {line}" for line in (value if isinstance(value, list) else [value])]
    return "\r\n".join(lines + ["", ""]).encode() + (payload if with_body else b"")


def accept(listener, script):
    number = 0
    while True:
        peer, _ = listener.accept()
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number += 1
        threading.Thread(target=Connection(peer, number, script).run, daemon=True).start()


def main():
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    with open(sys.argv[1], encoding="utf-8") as file:
        replies = json.loads(file.read().replace("@PORT@", str(listener.getsockname()[1])))
    with open(sys.argv[2], "w", encoding="utf-8") as log:
        threading.Thread(target=accept, args=(listener, Script(replies, log)), daemon=True).start()
        print(f"listening on {listener.getsockname()[1]}", flush=True)
        recording.wait_for_the_tests_to_end()


if __name__ == "__main__":
    main()
