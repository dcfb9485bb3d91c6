run() { @POSTHASTE@ run collection.json --silent --jobs 1 "$@" || echo "exit $?"; }
mark() { echo "-- $*"; echo "-- $*" >&2; }
write() { @PYTHON@ collection.py "$@" > collection.json; }
write First Second
run
mark a request is inserted before it
write New First Second
run --last-failed
mark it is removed
write New First
run --last-failed
mark nothing is left
run --last-failed --request-name First
mark requests of the same name
write Second First Second
run
write New Second First Second
run --last-failed --env-var ok=yes
mark data rows
write Second
echo '[{"row": "a", "ok": "yes"}, {"row": "b"}]' > rows.json
run -d rows.json --each-row
echo '[{"row": "new", "ok": "yes"}, {"row": "a", "ok": "yes"}, {"row": "b"}]' > rows.json
run -d rows.json --each-row --last-failed
echo '[{"row": "a", "ok": "yes"}, {"row": "b", "ok": "yes"}]' > rows.json
run -d rows.json --each-row --last-failed
mark in a CI service
CI=true run --last-failed --env-var ok=yes
