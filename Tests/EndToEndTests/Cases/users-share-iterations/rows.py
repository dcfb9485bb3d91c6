import json
import sys

users = []
for line in open("users.jsonl"):
    event = json.loads(line)
    if event.get("event") == "runStarted":
        users.append([])
    elif event.get("event") == "iterationStarted":
        users[-1].append(event["row"][0]["value"])
if sys.argv[1:] == ["count"]:
    print("users:", len(users))
else:
    for number, rows in enumerate(users):
        print(f"user {number}:", *rows)
