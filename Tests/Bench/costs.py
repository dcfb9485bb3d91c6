"""What one more request costs apart from time on the clock: processor time and system calls.

Both are differences between a small and a large run, so that the start does not count.
"""

import re
import shutil
import statistics
import subprocess

from measuring import processor_time

SMALL, LARGE = 1_000, 3_000
ROUNDS = 5
PROCESSOR_AIM = 1.2
CALLS_AIM = 1.2


def costs(curl, posthaste, folder, environment):
    """Rows of the costs; the arguments return the command for a number of requests."""
    yield processor_row(curl, posthaste, environment)
    if shutil.which("strace"):
        yield calls_row(curl, posthaste, folder, environment)


def processor_row(curl, posthaste, environment):
    samples = {"curl": [], "posthaste": []}
    for _ in range(ROUNDS):
        for name, command in (("curl", curl), ("posthaste", posthaste)):
            small, large = (
                processor_time(command(count), environment) for count in (SMALL, LARGE))
            samples[name].append((large - small) / (LARGE - SMALL))
    theirs, own = (statistics.median(samples[name]) for name in ("curl", "posthaste"))
    return (
        "processor time of a request, -r junit", f"{theirs * 1e6:.1f} µs", f"{own * 1e6:.1f} µs",
        own / theirs, f"{PROCESSOR_AIM:g}", own / theirs <= PROCESSOR_AIM)


def calls_row(curl, posthaste, folder, environment):
    theirs, own = (
        (calls(command(LARGE), folder, environment) - calls(command(SMALL), folder, environment))
        / (LARGE - SMALL)
        for command in (curl, posthaste))
    return (
        "system calls of a request, -r junit", f"{theirs:.1f}", f"{own:.1f}", own / theirs,
        f"{CALLS_AIM:g}", own / theirs <= CALLS_AIM)


def calls(command, folder, environment):
    """How many system calls a command makes."""
    counts = folder / "calls"
    subprocess.run(
        ["strace", "-f", "-c", "-o", str(counts), *command], env=environment, check=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return int(re.search(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+).*total$", counts.read_text(), re.M)[1])
