
mkdir tenants
for n in 01 02 03 04 05 06 07 08 09 10 11 12; do
    echo '{"name": "Tenant '$n'", "values": [{"key": "number", "value": "'$n'"}]}' > tenants/$n.json
done
run() {
    @POSTHASTE@ run collection.json --each-environment tenants --jobs $1 -x -r cli,junit,json,html,events,tap \
        --reporter-junit-export $1.xml --reporter-json-export json-$1/ --reporter-html-export $1.html --reporter-tap-export $1.tap \
        --reporter-events-export $1.jsonl > $1.txt
}
run 1
run 8
# Apart from times, the reports are those of the runs one after the other.
@PYTHON@ compare.py
sed '/^Files written:/,$d' 8.txt
