run="@POSTHASTE@ run collection.json --silent"
$run --reporter-events-export all.jsonl
$run --shard 1/2 --shard-timings all.jsonl
$run --shard 2/2 --shard-timings all.jsonl
