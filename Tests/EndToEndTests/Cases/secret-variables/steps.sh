mkdir told
code=0
@POSTHASTE@ run collection.json collection.json -e environment.json --env-var viaEnv=never --verbose \
    --secret viaEnv=env:CASE_SECRET --secret viaFile=file:secret.txt \
    --secret 'viaCmd=cmd:printf "%s\n" "canary-$WORD"' -r cli,junit,json,html,tap,github \
    --reporter-junit-export told/junit.xml --reporter-tap-export told/tap \
    --reporter-json-export told/run.json --reporter-html-export told/run.html \
    --reporter-github-summary told/summary.md --reporter-events-export told/events \
    --export-environment told/ --export-globals told/ --export-collection told/ --export-secrets \
    > told/out 2> told/err || code=$?
cat told/err
cat told/newman-environment-1-*
@POSTHASTE@ auth status collection.json --secret viaEnv=env:CASE_SECRET > told/auth 2>&1 || true
if grep -rlE 'canary|two words|two%20words|two[+]words' told; then exit 9; fi
ls told/run-2.json told/run.html told/events told/summary.md > /dev/null
exit $code
