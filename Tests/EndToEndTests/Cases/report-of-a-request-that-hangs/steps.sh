# The server never answers the last request: what came before it must be in all files.
files='curl.sh ctrf.json exchanges.har gitlab.json newman.xml page.html report.json report.tap report.xml'
run() {
    @POSTHASTE@ run collection.json "$@" &
}
run -r junit,json,html,ctrf,gitlab,tap --reporter-junit-export report.xml \
    --reporter-json-export report.json --reporter-html-export page.html \
    --reporter-ctrf-export ctrf.json --reporter-gitlab-export gitlab.json \
    --reporter-tap-export report.tap --har exchanges.har --curl curl.sh
first=$!
run -r junit --reporter-junit-export newman.xml --reporter-junit-layout newman
second=$!
tries=0
until [ "$(grep -ls Second $files | wc -l)" = 9 ]; do
    tries=$((tries + 1))
    if [ $tries = 600 ]; then echo "never complete: $(grep -Ls Second $files)"; break; fi
    sleep 0.05
done
kill -KILL $first $second
wait $first || true
wait $second || true
echo $(grep -l Second $files)
