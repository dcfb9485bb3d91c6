part() {
    @POSTHASTE@ run collection.json -d rows.json --silent --reporter-events-export "$@" || true
}
part first.jsonl --each-row --shard 1/2
part second.jsonl --each-row --shard 2/2
part other.jsonl --shard 2/2 --shard-by row
merge() {
    @POSTHASTE@ report merge "$@" -r junit --reporter-junit-export out.xml && code=0 || code=$?
    echo "$* $code"
    grep -c 'is missing' out.xml || true
}
merge first.jsonl second.jsonl
merge first.jsonl other.jsonl
