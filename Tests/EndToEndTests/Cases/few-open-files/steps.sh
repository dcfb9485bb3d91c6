@PYTHON@ -c 'import json; json.dump([{"n": n} for n in range(16)], open("rows.json", "w"))'
ulimit -n 64
@POSTHASTE@ run collection.json -d rows.json --each-row --jobs 16 -r cli,junit,html,events --reporter-junit-export junit.xml \
    --reporter-html-export out.html --reporter-events-export events.jsonl
