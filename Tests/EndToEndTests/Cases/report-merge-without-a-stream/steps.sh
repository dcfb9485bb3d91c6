@POSTHASTE@ run collection.json -d rows.json --each-row --shard 1/2 --silent --reporter-events-export part-1.jsonl
@POSTHASTE@ run collection.json --silent --reporter-events-export whole.jsonl
: > empty.jsonl
printf '\211PNG\r\n\032\n' > image.png
merge() {
    @POSTHASTE@ report merge "$@" -r cli,junit --reporter-junit-export out.xml && code=0 || code=$?
    echo "$1 $code $(grep -c '<error' out.xml)"
    grep -c ' / List' out.xml
}
# Its report says once why, and so does the list of all failures.
@POSTHASTE@ report merge part-1.jsonl > out.txt || test $? = 1
echo "reasons: $(grep -c 'shard 2 of 2 is missing' out.txt)"
# The shard whose stream is lost counts once.
merge part-2.jsonl part-1.jsonl
for stream in empty.jsonl image.png none.jsonl; do merge $stream whole.jsonl; done
