# One shell makes the link …
cp environment.json "Contoso's own.json"
@POSTHASTE@ auth url collection.json -e "Contoso's own.json" > link 2> advice
test "$(wc -l < link)" = 1
cat advice
@POSTHASTE@ auth status collection.json -e environment.json && exit 9
# … somebody signs in elsewhere and sends back the address that the browser ended at …
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat link)" > answer
# … another shell finishes, and runs need nobody from then on.
@POSTHASTE@ auth complete collection.json -e environment.json < answer
@POSTHASTE@ auth complete collection.json -e environment.json < answer && exit 9
@POSTHASTE@ run collection.json -e environment.json --color off
@POSTHASTE@ auth status
ls -lR .state | grep -v ^total
@POSTHASTE@ auth logout collection.json -e environment.json
@POSTHASTE@ auth status
