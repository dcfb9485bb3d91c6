mkdir told
posthaste() { @POSTHASTE@ "$@" -e environment.json; }

posthaste auth url collection.json --verbose > told/link 2> told/advice
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat told/link)" > answer
posthaste auth complete collection.json --verbose --audit-log told/audit.jsonl < answer > told/complete 2>&1
sed -i 's/"expires_at": [0-9.]*/"expires_at": 1/' .state/posthaste/oauth/*.json
posthaste run collection.json --verbose --audit-log told/audit.jsonl -r cli,junit,json,html \
    --reporter-junit-export told/junit.xml --reporter-json-export told/report.json \
    --reporter-json-bodies all --reporter-html-export told/report.html \
    --reporter-events-export told/events.jsonl \
    --export-environment told/environment.json \
    --export-globals told/globals.json --export-collection told/collection.json > told/run 2>&1
@POSTHASTE@ report told/events.jsonl --verbose > told/report 2>&1
posthaste auth status collection.json > told/status 2>&1
posthaste auth check collection.json --verbose > told/check 2>&1
echo stale | posthaste run collection.json --verbose --refresh-token - > told/refused 2>&1 && exit 9
posthaste auth complete collection.json < answer > told/again 2>&1 && exit 9
curl --silent --fail @SERVER@/_log > log
grep -q Bearer log
cat told/audit.jsonl
@PYTHON@ -B @SERVERS@/leaks.py log told
