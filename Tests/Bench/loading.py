"""How fast definitions are read: one large file of format 2.1, and many small ones of format 3."""

import os
import shutil
import statistics

import large_collection
from measuring import measure

SIZE = 50_000_000
SPEED_AIM = 300  # MB/s
MEMORY_AIM = 2  # times the file
FILES = 10_000
FOLDER = 100  # files in a folder
FILES_AIM = 1  # seconds


def loading(posthaste, folder, rounds):
    """Rows of a start, reading, and the end, since the folder to run is none."""
    yield from large_file(posthaste, folder / "large.json", rounds)
    yield many_files(posthaste, folder / "collection", rounds)


def samples(posthaste, path, rounds):
    """Seconds and KiB of each round."""
    command = [posthaste, "run", str(path), "--folder", "no such folder"]
    return [measure(command, os.environ, status=3) for _ in range(rounds)]


def large_file(posthaste, path, rounds):
    large_collection.write(path, SIZE)
    size = path.stat().st_size
    spent, peaks = zip(*samples(posthaste, path, rounds))
    path.unlink()
    speed = size / 1e6 / statistics.median(spent)
    memory = statistics.median(peaks) / 1024
    ratio = memory * 1024 * 1024 / size
    label = f"loading a collection of {size / 1e6:.0f} MB"
    yield (
        label, f"{SPEED_AIM} MB/s", f"{speed:.0f} MB/s", SPEED_AIM / speed, "1",
        speed >= SPEED_AIM)
    yield (
        "peak memory of that", f"{size / 2**20:.1f} MiB", f"{memory:.1f} MiB", ratio,
        f"{MEMORY_AIM:g}", ratio <= MEMORY_AIM)


def many_files(posthaste, path, rounds):
    for number in range(FILES):
        folder = path / f"Folder {number // FOLDER}"
        if number % FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"Request {number}.request.yaml").write_text(request(number))
    spent = statistics.median(second for second, _ in samples(posthaste, path, rounds))
    shutil.rmtree(path)
    return (
        f"loading {FILES:,} request files of format 3", f"aim {FILES_AIM} s", f"{spent:.2f} s",
        spent / FILES_AIM, "1", spent <= FILES_AIM)


def request(number):
    """A request file as the app writes it, with a header, a parameter, a body and a test."""
    return f"""$kind: http-request
url: "{{{{baseUrl}}}}/orders/{number}"
method: POST
headers:
  - key: X-Trace
    value: "{{{{$guid}}}}"
queryParams:
  - key: expand
    value: lines
body:
  type: json
  content: |-
    {{
        "number": {number}
    }}
scripts:
  - type: afterResponse
    language: text/javascript
    code: |-
      pm.test("order {number}", () => pm.response.to.have.status(201));
order: {number * 1000}
"""
