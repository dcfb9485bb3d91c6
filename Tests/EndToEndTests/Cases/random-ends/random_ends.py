"""Ends runs at random moments, and checks what they leave.

usage: random_ends.py FIRST-SEED END
"""
import json, os, random, signal, subprocess, sys, time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor

RUNS = 10
ENDINGS = ["none", "none", "interrupt", "terminate", "hang-up", "timeout", "fail-fast", "bail", "kill"]
SIGNALS = {"interrupt": signal.SIGINT, "terminate": signal.SIGTERM, "hang-up": signal.SIGHUP, "kill": signal.SIGKILL}
REPORTS = {"junit": "junit.xml", "json": "run.json", "html": "run.html", "tap": "run.tap", "ctrf": "ctrf.json", "gitlab": "gitlab.json"}
OPTIONS = {"fail-fast": ["--fail-fast"], "bail": ["--bail"]}


def call(seed):
    """One call of the program; returns its ending, its exit code and its folder."""
    chance = random.Random(seed)
    folder = f"call-{seed}"
    os.mkdir(folder)
    paths = ["ok", "ok", "ok", "slow", "bad", "drop"]
    rows = [{"first": chance.choice(paths), "second": chance.choice(paths)} for _ in range(RUNS)]
    json.dump(rows, open(f"{folder}/rows.json", "w"))
    ending = chance.choice(ENDINGS)
    limit = chance.randint(1, 250)
    options = ["--timeout", f"{limit}ms"] if ending == "timeout" else OPTIONS.get(ending, [])
    reports = chance.sample(sorted(REPORTS), 3)
    for report in reports:
        options = [*options, f"--reporter-{report}-export", REPORTS[report]]
    run = subprocess.Popen(
        ["@POSTHASTE@", "run", "../collection.json", "-d", "rows.json", "--each-row", "--jobs", "8",
         "-r", ",".join(["cli", "events", *reports]), "--reporter-events-export", "events.jsonl", *options],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=open(f"{folder}/stdout", "w"), stderr=subprocess.STDOUT)
    if ending in SIGNALS:
        # Any moment will do, so this waits for none in particular.
        time.sleep(limit / 1000)
        run.send_signal(SIGNALS[ending])
    try:
        return ending, run.wait(timeout=120), folder
    except subprocess.TimeoutExpired:
        run.kill()
        return ending, "no end", folder


def check_events(path, was_killed):
    lines = open(path).read().split("\n")
    whole = lines.pop() == ""
    assert whole or was_killed, "the last line is incomplete"
    current, ended = None, 0
    for event in map(json.loads, lines):
        kind = event.get("event")
        if kind == "runStarted":
            assert current is None, "a run begins within another one"
            current = event["label"]
        elif kind == "runFinished":
            current, ended = None, ended + 1
        elif kind:
            assert current is not None, f"{kind} is outside of a run"
    assert current is None or was_killed, "a run has no end"
    assert was_killed or ended == RUNS, ended


def check(ending, code, folder):
    number = SIGNALS.get(ending)
    codes = {-9, 0, 1} if ending == "kill" else {0, 1} | ({128 + number} if number else set())
    # A signal that comes before the program watches for signals ends it.
    assert code in codes or (number and code == -number), (ending, code)
    left = set(os.listdir(folder))
    for name in ("run.json", "ctrf.json", "gitlab.json"):
        if name in left:
            json.load(open(f"{folder}/{name}"))
    if "junit.xml" in left:
        for suite in ElementTree.parse(f"{folder}/junit.xml").getroot().iter("testsuite"):
            cases = suite.findall("testcase")
            assert int(suite.get("tests")) == len(cases), suite.get("name")
    if "run.html" in left:
        assert open(f"{folder}/run.html").read().rstrip().endswith("</html>"), "the page is cut off"
    if "events.jsonl" in left and os.path.getsize(f"{folder}/events.jsonl"):
        check_events(f"{folder}/events.jsonl", ending == "kill")


seeds = range(int(sys.argv[1]), int(sys.argv[2]))
with ThreadPoolExecutor(3) as pool:
    for seed, result in zip(seeds, pool.map(call, seeds)):
        try:
            check(*result)
        except Exception as error:
            printed = open(f"{result[2]}/stdout", errors="replace").read()
            sys.exit(f"seed {seed}, {result}: {error!r}\nThe call printed:\n{printed[-20_000:]}")
print(f"{len(seeds)} calls left whole reports")
