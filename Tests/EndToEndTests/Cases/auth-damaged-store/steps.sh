auth() { @POSTHASTE@ auth "$@" collection.json -e environment.json; }

auth url > link 2> advice
BROWSER_BEHAVIOUR=print @BROWSER@ "$(cat link)" | auth complete
chmod 644 .state/posthaste/oauth/*.json
auth token && exit 9
chmod 600 .state/posthaste/oauth/*.json
auth token > token
CI=true auth token && exit 9
auth token --token-cache off && exit 9
auth token --token-cache .state/posthaste/oauth | cmp - token
CI=true auth token --token-cache .state/posthaste/oauth | cmp - token
for file in .state/posthaste/oauth/*.json; do echo '{"version"' > "$file"; done
auth token && exit 9
true
