run() { @POSTHASTE@ run collection.json --silent "$@"; }
rows() { run -d rows.json "$@"; }
rows -n 5 --shard 1/2 --reporter-events-export first.jsonl
rows -n 5 --shard 2/2 --reporter-events-export second.jsonl
rows -n 2 --shard 1/2
rows -n 2 --shard 2/2 --reporter-events-export other.jsonl
run -n 3 --shard-by row --shard 1/2
run -n 3 --shard-by row --shard 2/2
merge() { @POSTHASTE@ report merge "$@" > /dev/null && echo "$* 0" || echo "$* $?"; }
merge first.jsonl second.jsonl
merge first.jsonl other.jsonl
rows -n 1000000000 --shard 1/2 || echo "exit $?"
