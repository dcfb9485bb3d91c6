posthaste="@POSTHASTE@ run collection.json --color off"
TERM=dumb $posthaste
CI=true $posthaste
$posthaste --reporter-cli-no-progress
$posthaste | cat
$posthaste -r progress | cat
$posthaste --silent
