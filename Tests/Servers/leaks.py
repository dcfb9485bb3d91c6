"""Looks for secrets that a server received in the files of a folder, as they are or encoded.

usage: leaks.py LOG FOLDER

LOG is what `/_log` answers (see recording.py). Secret are the codes, verifiers, refresh tokens and client
secrets of forms, and the value of `Authorization`. Prints what was found and how much was looked
for; ends with 1 if anything was found.
"""

import base64
import json
import os
import sys
from urllib.parse import parse_qsl, quote, quote_plus

NAMES = {"code", "code_verifier", "refresh_token", "client_secret", "device_code", "password"}


def secrets(log):
    for line in log.splitlines():
        entry = json.loads(line)
        for name, value in parse_qsl(entry["body"]):
            if name in NAMES:
                yield value
        for name, value in entry["headers"]:
            if name.lower() == "authorization":
                scheme, _, credentials = value.partition(" ")
                yield credentials
                if scheme.lower() == "basic":
                    yield base64.b64decode(credentials).decode().partition(":")[2]


def main():
    log, folder = sys.argv[1:]
    with open(log, encoding="utf-8") as file:
        found = set(filter(None, secrets(file.read())))
    spellings = {s for text in found for s in (text, quote(text, safe=""), quote_plus(text))}
    files = [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names]
    leaks = 0
    for path in sorted(files):
        with open(path, "rb") as file:
            content = file.read()
        for spelling in sorted(spellings):
            if spelling.encode() in content:
                print(f"leak: {path} holds {spelling[:6]}…")
                leaks += 1
    print(f"{len(found)} secrets, {len(files)} files, {leaks} leaks")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
