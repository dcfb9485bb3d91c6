"""What scripts cost: until the first test has ended, for each request, and in memory."""

import os
import re
import sys
import tempfile
import time

from measuring import measure, write_collection

FIRST_TESTS = {  # what runs until the end of the first test
    "a first pm.test": "pm.test('first', () => {});",
    "a first pm.test with pm.expect":
        "pm.test('first', () => pm.expect(pm.response.code).to.equal(200));",
}
TELL_TIME = "const end = Date.now(); console.log(`it is ${end}`);"
FIRST_TEST_AIMS = dict(zip(FIRST_TESTS, (0.012, 0.015)))  # seconds
THREE_TESTS = [
    "const body = pm.response.json();",
    "pm.test('the status is right', () => pm.response.to.have.status(200));",
    "pm.test('the name is right', () => pm.expect(body.name).to.equal('bench'));",
    "pm.test('the items are there', () => pm.expect(body.items).to.have.lengthOf(3));",
    "pm.environment.set('id', body.id);",
]
SCRIPT_AIMS = {"tested": 150e-6, "three tests": 200e-6}  # seconds per request, above one without
# Sends nothing, so that scripts are all there is.
SKIP = [
    "pm.test('the count is a number', () => pm.expect(pm.info.iteration).to.be.a('number'));",
    "pm.environment.set('count', pm.info.iteration);", "pm.execution.skipRequest();",
]
EXECUTIONS = (10_000, 100_000)
MEMORY_AIM = 1.2


def first_test(command, environment):
    """The time from the start of a process to the end of its first test, which reports it."""
    with tempfile.TemporaryFile() as output:
        # What Python takes before the process is there is no part of its start.
        start = time.time()
        process = os.posix_spawnp(
            command[0], command, environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)])
        os.waitpid(process, 0)
        output.seek(0)
        told = re.search(rb"it is (\d+)", output.read())
    if not told:
        sys.exit(f"error: {' '.join(command)} does not report when its test ended")
    return (int(told[1]) + 0.5) / 1e3 - start  # scripts see whole milliseconds, rounded down


def aimed(label, spent, aim, unit):
    """A row of a time that has a goal of its own, and no figure of curl next to it."""
    factor = {"ms": 1e3, "µs": 1e6}[unit]
    return (
        label, f"aim {aim * factor:.0f} {unit}", f"{spent * factor:.1f} {unit}", spent / aim, "1",
        spent <= aim)


def executing(posthaste, folder, environment):
    """The peak memory of a few and of many executions of a script."""
    path = folder / "skipping.json"
    write_collection(path, "http://127.0.0.1:9/", SKIP, "prerequest")
    peaks = []
    for count in EXECUTIONS:
        _, peak = measure([posthaste, "run", str(path), "-n", str(count)], environment)
        peaks.append(peak / 1024)
    small, large = peaks
    yield (
        "peak memory of {:,} and {:,} scripts".format(*EXECUTIONS), f"{small:.1f} MiB",
        f"{large:.1f} MiB", large / small, f"{MEMORY_AIM:g}", large / small <= MEMORY_AIM)
