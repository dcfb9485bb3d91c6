@POSTHASTE@ run first.json second.json -r json,events --reporter-json-export out.v1.json \
    --reporter-events-export events.jsonl
echo out*
@POSTHASTE@ report events.jsonl -r json --reporter-json-export plain
echo plain*
for number in 1 2; do
    cmp out.v1-$number.json plain-$number
    @PYTHON@ -B @SERVERS@/check_json_report.py out.v1-$number.json
done
