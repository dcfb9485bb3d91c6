"""Says that parts have each request of the whole run once."""
import json, sys

def requests(paths):
    events = [json.loads(line) for path in paths for line in open(path)]
    return sorted(event["request"]["url"] for event in events if event.get("event") == "request")

whole, parts = requests(sys.argv[1:2]), requests(sys.argv[2:])
assert whole == parts, (len(whole), len(parts))
print(f"{len(sys.argv) - 2} parts: {len(parts)} requests, each once")
