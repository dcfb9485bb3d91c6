touch file
code() {
    name=$1
    shift
    result=0
    @POSTHASTE@ "$@" -x 2> errors.txt || result=$?
    echo "$name: $result" >&3
}
exec 3>&1
code 'failed test' run collection.json --reporter-events-export events.jsonl > output.txt
code 'a report that cannot begin' run collection.json -r json --reporter-json-export file/report.json
code 'a report on a full disk' run collection.json -r junit --reporter-junit-export /dev/full
code 'a report of it' report events.jsonl -r junit --reporter-junit-export /dev/full
code 'an export' run collection.json --export-globals file/globals.json > output.txt
code 'standard output' run collection.json > /dev/full
