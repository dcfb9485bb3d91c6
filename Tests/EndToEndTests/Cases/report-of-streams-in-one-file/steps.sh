for name in shop stock; do
    @POSTHASTE@ run $name.json -x --silent --reporter-events-export $name.jsonl
    cat $name.jsonl >> all.jsonl
done
@POSTHASTE@ report all.jsonl -x -r cli,json --reporter-json-export runs.json > file.txt
cat file.txt
echo "$(grep -c '^"collection": ' runs.json) runs in runs.json"
cat shop.jsonl stock.jsonl | @POSTHASTE@ report - -x -r cli > pipe.txt
total() { sed -n '/^2 collections/,/^Files written/p' $1 | grep -v '^Files'; }
[ "$(total file.txt)" = "$(total pipe.txt)" ] && echo "the pipe has the same total"
# The first one breaks off in the middle of a line.
{ head -c 1500 shop.jsonl; echo; cat stock.jsonl; } > broken.jsonl
code=0
@POSTHASTE@ report broken.jsonl -r junit,events --reporter-junit-export broken.xml \
    --reporter-events-export again.jsonl || code=$?
echo "broken: $code, again: $(@POSTHASTE@ report again.jsonl -x | grep -c '^  ✓  Stock$')"
# The second one begins on the line that the first one broke off in.
{ head -c 1500 shop.jsonl; cat stock.jsonl; } > joined.jsonl
code=0
@POSTHASTE@ report joined.jsonl -r cli > joined.txt || code=$?
echo "joined: $code, $(grep -c '^  ✗  Shop: 1 failure, stopped early$' joined.txt), $(grep -c '^  ✓  Stock$' joined.txt)"
# One that cannot be read is a run that is lost.
newer='{"format":"posthaste-events","version":3,"program":"Posthaste/9.0.0","runCount":1}'
{ cat stock.jsonl; echo "$newer"; cat stock.jsonl; } > newer.jsonl
code=0
@POSTHASTE@ report newer.jsonl -r cli > newer.txt || code=$?
echo "newer: $code, $(grep -c '^  ✓  Stock' newer.txt), $(grep -c '^  ✗  newer.jsonl: 1 failure' newer.txt)"
