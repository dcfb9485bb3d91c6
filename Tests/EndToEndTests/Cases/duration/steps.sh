run() { @POSTHASTE@ run collection.json --threshold 'failed<1%' "$@"; }
# Long enough for three iterations on a slow machine.
run -d rows.json --duration 3s -r cli,events,junit --reporter-events-export alone.jsonl --reporter-junit-export alone.xml
run -d rows.json --duration 3s --parallel-iterations 3 --threshold 'throughput>0.1' -r events --reporter-events-export users.jsonl
@PYTHON@ check.py
run --duration 1s -n 3 && exit 9
test $? = 2
# A folder without requests ends at once, and a failed test fails the run.
@POSTHASTE@ run collection.json --folder Nothing --duration 1h --silent
run --duration 1ms --parallel-iterations 2 --env-var fails=yes -r cli && exit 9
test $? = 1
