auth() { @POSTHASTE@ auth "$@" collection.json -e environment.json; }
api() { curl --silent --output /dev/null --write-out '%{http_code}\n' -H "Authorization: Bearer $(cat token)" @SERVER@/api/me; }

auth url > link 2> advice
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat link)" | auth complete
auth token > token
api
if auth token > /dev/full; then exit 9; fi
if auth url > /dev/full; then exit 9; fi
if auth status > /dev/full; then exit 9; fi
auth logout
api
auth logout
