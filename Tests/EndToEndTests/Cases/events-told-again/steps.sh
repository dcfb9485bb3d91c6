@POSTHASTE@ run collection.json -n 2 -r cli,junit,html,json,tap --reporter-junit-export direct.xml \
    --reporter-html-export direct.html \
    --reporter-json-export direct.json --reporter-tap-export direct.tap --reporter-events-export events.jsonl --verbose > direct.txt && exit 9
@POSTHASTE@ report events.jsonl -r cli,junit,html,json,tap --reporter-junit-export told.xml \
    --reporter-html-export told.html \
    --reporter-json-export told.json --reporter-tap-export told.tap --reporter-events-export told.jsonl --verbose > told.txt && exit 9
@POSTHASTE@ report - -x -r junit --reporter-junit-export report.xml < told.jsonl
# The names of the files differ.
sed -i '/^Files written:/,$d' direct.txt told.txt
for name in direct.txt direct.xml direct.html direct.json direct.tap; do cmp $name told.${name#*.}; done
cmp events.jsonl told.jsonl
cmp direct.xml report.xml
head -n 1 events.jsonl
grep -c '"event":"' events.jsonl
