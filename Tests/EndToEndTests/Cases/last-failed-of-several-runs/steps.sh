run() { @POSTHASTE@ run collection.json --jobs 1 --silent "$@" || echo "exit $?"; }
run --each-environment a.json --each-environment b.json
run --each-environment a.json --each-environment b.json --last-failed
run -d rows.json --each-row
run -d rows.json --each-row --last-failed
run --each-environment a.json --last-failed
@POSTHASTE@ run collection.json -d rows.json --each-row --list | grep '^row'
# A collection that is named twice runs its failures twice.
@POSTHASTE@ run collection.json collection.json -e b.json --jobs 1 --silent || echo "twice $?"
@POSTHASTE@ run collection.json collection.json -e b.json --jobs 1 --silent --last-failed || echo "twice $?"
