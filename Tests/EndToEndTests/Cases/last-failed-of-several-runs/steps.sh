run() { @POSTHASTE@ run collection.json --jobs 1 --silent "$@" || echo "exit $?"; }
run --each-environment a.json --each-environment b.json
run --each-environment a.json --each-environment b.json --last-failed
run -d rows.json --each-row
run -d rows.json --each-row --last-failed
run --each-environment a.json --last-failed
