"""How a process is measured, and the collection that it runs."""

import json
import os
import platform
import sys
import time
import xml.etree.ElementTree


SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
HEADERS = [
    "User-Agent: PostmanRuntime/7.39.1", "Accept: */*", "Cache-Control: no-cache",
    "Postman-Token: 5f0c9d3e-58a1-4f0b-9b8e-0d4b6a7c1e2f", "Accept-Encoding: gzip, deflate, br",
    "Connection: keep-alive",
]


def script(event, lines):
    return {"listen": event, "script": {"type": "text/javascript", "exec": lines}}


def write_items(path, items, variables=()):
    path.write_text(json.dumps({
        "info": {"name": "Bench", "schema": SCHEMA}, "item": items, "variable": list(variables)}))


def write_collection(path, url, lines, event="test"):
    item = {"name": "bench", "request": {"method": "GET", "url": url}}
    if lines:
        item["event"] = [script(event, lines)]
    write_items(path, [item])


def write_curl_list(path, url, count):
    """Has curl send the headers that Posthaste sends."""
    lines = ["silent", "fail"] + [f'header = "{header}"' for header in HEADERS]
    path.write_text("\n".join(lines + [f'url = "{url}"'] * count) + "\n")


def run(command, environment, status=0):
    """The wall time in seconds and the resource usage of a command that must end with status."""
    null = os.open(os.devnull, os.O_RDWR)
    silent = (0, 1, 2) if status else (0, 1)
    files = [(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in silent]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, environment, file_actions=files)
    _, ended, usage = os.wait4(process, 0)
    spent = time.perf_counter() - start
    os.close(null)
    if os.waitstatus_to_exitcode(ended) != status:
        sys.exit(f"error: {' '.join(command)} ended with status {os.waitstatus_to_exitcode(ended)}")
    return spent, usage


def measure(command, environment, status=0):
    """The wall time in seconds and the peak memory in KiB of a command that must end with status."""
    spent, usage = run(command, environment, status)
    return spent, usage.ru_maxrss // (1024 if platform.system() == "Darwin" else 1)


def processor_time(command, environment):
    """The processor time of a command, in seconds."""
    _, usage = run(command, environment)
    return usage.ru_utime + usage.ru_stime


def check_report(path, count):
    """Nothing is measured that did not happen."""
    # Only the first element is read: what this process takes would count as its children's peak.
    _, suites = next(xml.etree.ElementTree.iterparse(path, ["start"]))
    sums = [int(suites.get(name) or 0) for name in ("tests", "failures", "errors")]
    if sums != [count, 0, 0]:
        sys.exit(f"error: the report counts {sums} tests, failures, errors; expected {[count, 0, 0]}")
