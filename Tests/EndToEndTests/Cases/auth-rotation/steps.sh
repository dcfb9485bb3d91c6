auth() { @POSTHASTE@ auth "$@" collection.json -e environment.json; }
expire() { sed -i 's/"expires_at": [0-9.]*/"expires_at": 1/' .state/posthaste/oauth/*.json; }

auth url > link 2> advice
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat link)" | auth complete
auth token > first
auth token | cmp - first
expire
cp -r .state stale
auth token > second
cmp -s first second && exit 9
@POSTHASTE@ run collection.json -e environment.json --color off
# A copy of the store is left behind by the rotation; its use makes the server revoke all of it.
rm -r .state
cp -r stale .state
auth token && exit 9
ls .state/posthaste/oauth | grep -c json && exit 9
auth token && exit 9
true
