set -e
@POSTHASTE@ import curl commands.sh -o orders.json
@POSTHASTE@ run orders.json
@POSTHASTE@ import har recording.har --to v3 -o Recording
@POSTHASTE@ run Recording
@POSTHASTE@ import har - < recording.har | @POSTHASTE@ run -
! @POSTHASTE@ import har recording.har --to v3
