auth() { @POSTHASTE@ auth "$@"; }
here="collection.json -e environment.json"

auth url $here > link 2> advice
auth status --json
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat link)" | auth complete $here > /dev/null
auth status
auth status --json | @PYTHON@ -m json.tool --compact
auth status $here --json | @PYTHON@ -m json.tool --compact > own.json
auth token $here --json | @PYTHON@ -c 'import json, sys; print(sorted(json.load(sys.stdin)))'
# Another collection with the same settings shares the token.
sed 's/"Business Central"/"Other"/' collection.json > other.json
auth token other.json -e environment.json > token
auth status
# An environment without tokens removes none.
sed 's/"Test"/"Unused"/' environment.json > unused.json
auth logout -e unused.json
auth logout -e environment.json
auth status
