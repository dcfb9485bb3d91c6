@POSTHASTE@ run collection.json --reporter-events-export events.jsonl > run.txt
# The report shows the first lines before it can read the others.
{
    head -n 4 events.jsonl
    until grep -qs '"event":"itemStarted"' told.jsonl; do sleep 0.05; done
    tail -n +5 events.jsonl
} | @POSTHASTE@ report - -r events --reporter-events-export told.jsonl
cmp events.jsonl told.jsonl
@POSTHASTE@ run collection.json --reporter-events-export - | @POSTHASTE@ report -
