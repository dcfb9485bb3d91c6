set -e
@POSTHASTE@ import curl commands.sh -o orders.json
@POSTHASTE@ run orders.json
@POSTHASTE@ import har recording.har --to v3 -o Recording
@POSTHASTE@ run Recording
@POSTHASTE@ import har - < recording.har | @POSTHASTE@ run -
echo 'curl -X GET -d a=1 @SERVER@/v3' | @POSTHASTE@ import curl - --to v3 -o Sent
@POSTHASTE@ run Sent
! printf 'curl "http://h" ^\n -k\n' | @POSTHASTE@ import curl -
! @POSTHASTE@ import har recording.har --to v3
