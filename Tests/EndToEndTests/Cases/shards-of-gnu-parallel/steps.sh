run() { @POSTHASTE@ run collection.json -d rows.json --each-row --silent "$@"; }
run --reporter-events-export whole.jsonl
for count in 1 2 3 7; do
    # GNU parallel sets PARALLEL_SEQ, which says which part a job is.
    seq $count | parallel -j 4 --will-cite @POSTHASTE@ run collection.json -d rows.json --each-row --silent \
        --shard auto/$count --reporter-events-export $count-{}.jsonl
    @POSTHASTE@ report merge $count-*.jsonl --silent
    @PYTHON@ union.py whole.jsonl $count-*.jsonl
done
# One part is killed in a request and leaves a part of its events, another one leaves nothing.
cp 3-1.jsonl kept.jsonl
head -n 6 3-3.jsonl > killed.jsonl
status=0
@POSTHASTE@ report merge kept.jsonl killed.jsonl -r cli,junit --reporter-junit-export merged.xml || status=$?
echo "merged with a killed shard: $status"
