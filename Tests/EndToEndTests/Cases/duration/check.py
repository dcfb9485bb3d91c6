import json

def events(path):
    return [json.loads(line) for line in open(path)]

def rows(events):
    return [event["row"][0]["value"] for event in events if event.get("event") == "iterationStarted"]

alone = rows(events("alone.jsonl"))
assert len(alone) >= 3 and alone == [str(index % 2 + 1) for index in range(len(alone))], alone
start = next(event for event in events("alone.jsonl") if event.get("event") == "runStarted")
assert start["duration"] == 3000 and start["iterationCount"] == 0, start
ends = [event for event in events("alone.jsonl") if event.get("event") == "iterationFinished"]
assert len(ends) == len(alone), "an iteration was cut short"
print("each row follows the other")

users, sent, verdicts = [], 0, []
for event in events("users.jsonl"):
    if event.get("event") == "runStarted":
        users.append([])
    elif event.get("event") == "iterationStarted":
        users[-1].append(event["row"][0]["value"])
    elif event.get("event") == "request":
        sent += 1
    elif event.get("event") == "assertion" and event["item"]["name"] == "Thresholds of all users":
        verdicts.append((len(users), event["name"], event.get("failure")))
print("users:", len(users))
for number, seen in enumerate(users):
    assert seen == [str((number + 3 * index) % 2 + 1) for index in range(len(seen))], seen
assert verdicts == [(3, "failed<1%", None), (3, "throughput>0.1", None)], verdicts
print("one verdict over all users")
