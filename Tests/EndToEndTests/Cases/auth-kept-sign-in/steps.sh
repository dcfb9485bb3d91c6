auth() { @POSTHASTE@ auth "$@" collection.json -e environment.json; }
run() { @POSTHASTE@ run collection.json -e environment.json --color off "$@"; }
export WRONG=wrong-secret

# The secret is wrong when the sign-in is finished: its code is kept.
auth url > link 2> advice
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat link)" > answer
auth complete --client-secret env:WRONG < answer && exit 9
auth token > first
# The secret has expired when the token is renewed: the refresh token is kept.
sed -i 's/"expires_at": [0-9.]*/"expires_at": 1/' .state/posthaste/oauth/*.json
run --client-secret env:WRONG && exit 9
run
auth token > second
cmp -s first second && exit 9
true
