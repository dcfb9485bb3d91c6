"""Requests over HTTPS on a kept connection, next to curl with the same certificate."""

import statistics

from measuring import check_report, measure, write_collection, write_curl_list

ROUNDS = 3
AIM = 1.2


def secured(posthaste, nginx, folder, count, environment):
    """The row of many requests over HTTPS."""
    url, certificate = f"https://127.0.0.1:{nginx.secured_port}/", str(nginx.certificate)
    collection, report = folder / "secured.json", str(folder / "secured.xml")
    write_collection(collection, url, None)
    write_curl_list(folder / "curl-secured", url, count)
    curl = ["curl", "-q", "--http1.1", "--cacert", certificate, "-K", str(folder / "curl-secured")]
    own = [
        posthaste, "run", str(collection), "-n", str(count), "--ssl-extra-ca-certs", certificate,
        "-r", "junit", "--reporter-junit-export", report,
    ]
    samples = {"curl": [], "posthaste": []}
    for _ in range(ROUNDS):
        for name, command in (("curl", curl), ("posthaste", own)):
            samples[name].append(measure(command, environment)[0])
        check_report(report, count)
    theirs, own = (statistics.median(samples[name]) / count for name in ("curl", "posthaste"))
    yield (
        f"one of {count:,} requests over HTTPS, -r junit", f"{theirs * 1e6:.1f} µs",
        f"{own * 1e6:.1f} µs", own / theirs, f"{AIM:g}", own / theirs <= AIM)
