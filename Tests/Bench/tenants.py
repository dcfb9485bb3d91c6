"""Runs of many tenants side by side, next to the run of one."""

import json
import statistics

from concurrent_requests import DELAY, SlowServer
from measuring import check_report, measure, write_collection

TENANTS = 16
REQUESTS = 20
TEST = ["pm.test('the answer is right', () => pm.response.to.have.status(200));"]
TIME_AIM = 1.15
MEMORY_AIM = 15  # MiB for each further run
BUSY_REQUESTS = 4_000
THROUGHPUT_AIM = 1.8


def tenants(posthaste, folder, nginx, environment, rounds):
    """Rows of a slow server, for which runs wait, and of a fast one."""
    server = SlowServer()
    for name, port in (("slow", server.port), ("busy", nginx.port)):
        write_collection(folder / f"{name}-tenants.json", f"http://127.0.0.1:{port}/", TEST)
    samples = {}
    for _ in range(rounds):
        for name, count, requests in (
            ("slow", 1, REQUESTS), ("slow", TENANTS, REQUESTS),
            ("busy", 1, BUSY_REQUESTS), ("busy", 2, BUSY_REQUESTS),
        ):
            command = run(posthaste, folder, name, count, requests)
            samples.setdefault((name, count), []).append(measure(command, environment))
            check_report(str(folder / "tenants.xml"), count * requests)
    one, all_ = (seconds(samples["slow", count]) for count in (1, TENANTS))
    yield (
        f"{TENANTS} tenants side by side, {REQUESTS} requests of {DELAY * 1e3:.0f} ms, and one",
        f"{one:.2f} s", f"{all_:.2f} s", all_ / one, f"{TIME_AIM:g}", all_ / one <= TIME_AIM)
    one, all_ = (mebibytes(samples["slow", count]) for count in (1, TENANTS))
    each = (all_ - one) / (TENANTS - 1)
    yield (
        "peak memory of each further run", f"{one:.1f} MiB", f"{each:.1f} MiB", each / one,
        f"{MEMORY_AIM} MiB", each <= MEMORY_AIM)
    one, two = (seconds(samples["busy", count]) for count in (1, 2))
    gain = 2 * one / two
    yield (
        f"throughput of two runs of {BUSY_REQUESTS:,} requests side by side", f"{one:.2f} s",
        f"{two:.2f} s", gain, f"{THROUGHPUT_AIM:g}", gain >= THROUGHPUT_AIM)


def run(posthaste, folder, name, count, requests):
    rows = folder / f"rows-{count}.json"
    rows.write_text(json.dumps([{"tenant": number} for number in range(count)]))
    return [
        posthaste, "run", str(folder / f"{name}-tenants.json"), "-d", str(rows), "--each-row",
        "--jobs", str(count), "-n", str(requests), "-r", "junit", "--reporter-junit-export",
        str(folder / "tenants.xml"),
    ]


def seconds(samples):
    return statistics.median(spent for spent, _ in samples)


def mebibytes(samples):
    return statistics.median(memory for _, memory in samples) / 1024
