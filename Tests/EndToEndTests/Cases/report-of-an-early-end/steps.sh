run() { @POSTHASTE@ run collection.json -d rows.json --each-row --jobs 1 -r events "$@" && exit 9; test $? = 1; }
echo == fast
run --fail-fast --reporter-events-export fast.jsonl
grep -c '"cause":"notBegun"' fast.jsonl
@POSTHASTE@ report fast.jsonl && exit 9
test $? = 1
echo == cut
run --reporter-events-export whole.jsonl
# All of the first run, and nothing else.
sed '/"event":"runFinished"/q' whole.jsonl > cut.jsonl
@POSTHASTE@ report cut.jsonl -r cli,junit --reporter-junit-export cut.xml && exit 9
test $? = 1
