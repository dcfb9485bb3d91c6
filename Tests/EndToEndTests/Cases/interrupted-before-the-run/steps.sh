# The reporter sends the signal when it starts: before the first run, or while its script runs on and on.
@POSTHASTE@ run collection.json -r junit,tap,json,'cmd:kill -TERM $PPID; cat > events' \
  --reporter-junit-export junit.xml --reporter-tap-export run.tap --reporter-json-export report.json \
  && code=0 || code=$?
echo "ended with $code"
grep -q 'interrupted by signal 15' junit.xml && echo 'JUnit has failed'
grep -q '^Bail out! the run was interrupted' run.tap && echo 'TAP has failed'
grep -q 'interrupted by signal 15' report.json && echo 'JSON has failed'
