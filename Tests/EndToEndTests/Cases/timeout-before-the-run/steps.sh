# The time is over before the first request, and in most cases before the first run begins.
for name in a b c; do echo "{\"name\": \"Tenant $name\", \"values\": []}" > $name.json; done
GITHUB_STEP_SUMMARY=summary.md @POSTHASTE@ run collection.json --each-environment '?.json' --jobs 2 --timeout 1 \
  -r junit,github,tap --reporter-junit-export junit.xml --reporter-tap-export run.tap \
  > output 2>&1 && code=0 || code=$?
echo "ended with $code"
grep -q 'took longer than 1 ms' junit.xml && echo 'JUnit has failed'
grep -q '^not ok' run.tap && echo 'TAP has failed'
grep -q '❌' summary.md && echo 'GitHub has failed'
