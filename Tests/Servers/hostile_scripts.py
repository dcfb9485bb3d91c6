"""Runs scripts that want much memory, each in a process of its own, and looks at what that process held.

usage: hostile_scripts.py SCRIPTS POSTHASTE

SCRIPTS is a JSON array of objects: `name`, `script`, `then` for a script of the next request, and `passes`
for scripts that only make garbage and must come to their end. Every other script must fail, with an error for too much memory or one of the
engine, and the process must end with the exit code of a failed run. At any time it may hold 300 MB more
than the limit and what it holds without scripts, or 1.1 GB more for a call whose memory nobody knows before
(`isUnknown`). The run must go on with the next request, unless such a call ends it (`mayEnd`).

Prints one line for each script that is not as it must be, and a count at the end.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import trials

WORKERS = 2
LIMIT_MEGABYTES = 200
# What a process with a short script holds, and the most beyond it and the limit.
OWN_MEGABYTES = 80
MARGIN_MEGABYTES, UNKNOWN_MEGABYTES = 300, 1100
ERRORS = ("MemoryError", "RangeError")


def run(posthaste, scripts):
    """Returns the exit code, the output and the most megabytes of a run with these scripts."""
    with tempfile.TemporaryDirectory() as folder:
        codes = [["console.log('begun');", script, "console.log('done');"] for script in scripts]
        codes.append("console.log('it goes on');")
        # Nobody listens at this port.
        items = [{"name": "a", "request": "http://127.0.0.1:9/a",
                  "event": [{"listen": "prerequest", "script": {"exec": code}}]}
                 for code in codes]
        Path(folder, "c.json").write_text(json.dumps({"info": {"name": "C"}, "item": items}))
        words = [posthaste, "run", "c.json", "--no-config", "--script-memory", f"{LIMIT_MEGABYTES}M"]
        with open(Path(folder, "out"), "w+") as output:
            process = subprocess.Popen(words, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            return process.returncode, output.read(), usage.ru_maxrss >> 10


def verdict(posthaste, case):
    """Returns what is wrong with how a script ended."""
    scripts = [case["script"]] + ([case["then"]] if "then" in case else [])
    code, output, megabytes = run(posthaste, scripts)
    if code != 1 or "begun" not in output:
        return f"exit code {code}: {output[-300:]}"
    if case.get("passes"):
        return "" if "done" in output else "it is ended"
    if sum(output.count(f"{error} in prerequest-script") for error in ERRORS) < len(scripts):
        return "it is not ended"
    if "it goes on" not in output and not case.get("mayEnd"):
        return "the run does not go on"
    margin = UNKNOWN_MEGABYTES if case.get("isUnknown") else MARGIN_MEGABYTES
    if megabytes > LIMIT_MEGABYTES + OWN_MEGABYTES + margin:
        return f"{megabytes} MB"
    return ""


def main():
    cases = json.loads(Path(sys.argv[1]).read_text())
    posthaste = str(Path(sys.argv[2]).resolve())
    trials.report(
        "scripts", cases, lambda case: case["name"], lambda case: verdict(posthaste, case), WORKERS)


if __name__ == "__main__":
    main()
