import json

first, second = (json.load(open(f"{n}.json")) for n in (1, 2))
for finding in first:
    place = f"{finding['location']['path']}:{finding['location']['lines']['begin']}"
    print(finding["description"], finding["severity"], place, finding["check_name"])
prints = [finding["fingerprint"] for finding in first]
assert len(first) == 2 and len(set(prints)) == 2, prints
assert prints == [finding["fingerprint"] for finding in second]
print("the fingerprints are the same")
