import json, subprocess

def requests(arguments):
    result = subprocess.run(
        ["@POSTHASTE@", "run", "collection.json", "-r", "events", "--reporter-events-export", "-", "--no-config", *arguments],
        capture_output=True, text=True, check=True)
    events = [json.loads(line) for line in result.stdout.splitlines()]
    return [event["request"]["url"] for event in events if event.get("event") == "request"]

whole = {}
for unit, options in {
    "folder": [], "row": ["-d", "rows.json"], "run": ["-d", "rows.json", "--each-row", "--jobs", "1"],
    "folder of rows": ["-d", "rows.json", "--shard-by", "folder"],
}.items():
    whole = sorted(requests([option for option in options if option not in ("--shard-by", "folder")]))
    for count in (1, 2, 3, 5, 8):
        parts = []
        for number in range(1, count + 1):
            parts += requests([*options, "--shard", f"{number}/{count}"])
        assert sorted(parts) == whole, (unit, count)
print("every request is in exactly one shard")
