@POSTHASTE@ run collection.json -r events --reporter-events-export events.jsonl
sed -E 's/"startedAt":[0-9.]+/"startedAt":1735689600.5/g' events.jsonl > then.jsonl
@POSTHASTE@ report then.jsonl -r cli --reporter-cli-show-timestamps
