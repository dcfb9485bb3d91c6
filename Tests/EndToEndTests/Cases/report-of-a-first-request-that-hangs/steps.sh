# Starts a run, and kills it when the server has its first request.
runs=0
kill_in_first() {
    runs=$((runs + 1))
    @POSTHASTE@ run "$@" &
    until [ "$(grep -c 'GET /first' .log)" -ge $runs ]; do sleep 0.05; done
    kill -KILL $!
    wait $! || true
}
for file in ctrf.json gitlab.json newman.xml page.html report.json report.xml; do echo green > $file; done
kill_in_first collection.json -r junit,json,html,ctrf,gitlab --reporter-junit-export report.xml \
    --reporter-json-export report.json --reporter-html-export page.html \
    --reporter-ctrf-export ctrf.json --reporter-gitlab-export gitlab.json
kill_in_first collection.json -r junit --reporter-junit-export newman.xml --reporter-junit-layout newman
echo $(grep -l -e 'still under way' -e Unfinished ctrf.json gitlab.json newman.xml page.html report.json report.xml) say so
for number in 1 2; do echo green > several-$number.json; done
kill_in_first collection.json collection.json -r json --reporter-json-export several.json
if grep -q 'still under way' several-1.json; then printf 'several-1.json says so, '; fi
if ! test -e several-2.json; then echo several-2.json is gone; fi
