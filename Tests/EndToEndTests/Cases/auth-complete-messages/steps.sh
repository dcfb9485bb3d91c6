complete() { echo "== $1"; printf '%s\n' "$2" | @POSTHASTE@ auth complete "${3:-collection.json}" -e environment.json 2>&1 || echo "exit $?"; }
place=https://businesscentral.dynamics.com/

complete nothing "$place?code=the-code&state=the-state"
@POSTHASTE@ auth url collection.json -e environment.json > link 2> advice
state=$(sed 's/.*[?&]state=\([^&]*\).*/\1/' link)
complete stranger "$place?code=the-code&state=the-state"
complete cut "$place?code=the-code&state=$(printf %s "$state" | cut -c 1-12)"
complete elsewhere "https://example.com/?code=the-code"
complete codeless "$place?session_state=1&state=the-state"
complete bare "the-code"
complete other "$place?code=the-code&state=$state" other.json
complete refusal "$place?error=access_denied&error_description=no+thanks&state=$state"
@POSTHASTE@ auth url collection.json -e environment.json > link 2> advice
@POSTHASTE@ auth logout collection.json -e environment.json
complete removed "$place?code=the-code&state=$state"
