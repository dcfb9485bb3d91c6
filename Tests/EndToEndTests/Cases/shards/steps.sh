run() { @POSTHASTE@ run collection.json --silent "$@"; }
@PYTHON@ union.py
# A part without anything to run passes, and its reports are there.
run --folder Last --shard 3/3 --reporter-events-export empty.jsonl -r junit --reporter-junit-export report.xml
cat empty.jsonl
# What is missing counts as failed, also if a shard was killed.
for n in 1 2 4; do run --shard $n/4 --reporter-events-export part-$n.jsonl; done
head -c 3000 part-4.jsonl > cut.jsonl
@POSTHASTE@ report merge part-1.jsonl part-2.jsonl cut.jsonl && exit 9
test $? = 1
@POSTHASTE@ report merge part-1.jsonl part-2.jsonl part-4.jsonl -r junit --reporter-junit-export merged.xml && exit 9
grep -c '<error' merged.xml
