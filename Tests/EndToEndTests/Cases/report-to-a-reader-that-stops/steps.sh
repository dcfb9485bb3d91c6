# The report is larger than what a pipe holds, so it cannot be written before its reader stops.
mkfifo pipe other
for name in json events; do
    head -c 1 pipe > first &
    @POSTHASTE@ run collection.json -r $name --reporter-$name-export pipe && code=0 || code=$?
    wait $!
    echo "$name $code"
done
{
    @POSTHASTE@ run collection.json -r json --reporter-json-export - && code=0 || code=$?
    echo "output $code" > code
} | head -c 1 > first
cat code
# The first report has a reader, so it is the second one that waits.
@POSTHASTE@ run collection.json -r junit,json --reporter-junit-export pipe --reporter-json-export other &
run=$!
exec 3< pipe
kill -TERM $run
wait $run && code=0 || code=$?
echo "no reader $code"
# This one is open, but reads nothing.
mkfifo stalled
exec 4<> stalled
@POSTHASTE@ run collection.json -r json --reporter-json-export stalled --timeout 2s && code=0 || code=$?
echo "stalled $code"
# Each of many lines must not be waited for.
timeout 15 @POSTHASTE@ run collection.json --timeout 2s > stalled && code=0 || code=$?
echo "stalled output $code"
