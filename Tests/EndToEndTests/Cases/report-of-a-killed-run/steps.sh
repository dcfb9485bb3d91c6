@POSTHASTE@ run collection.json --silent --reporter-events-export events.jsonl &
until grep -qs '"event":"itemStarted".*"name":"Wait"' events.jsonl; do sleep 0.05; done
kill -9 $!
wait $! || true
@POSTHASTE@ report events.jsonl -r cli,junit,html --reporter-junit-export report.xml \
    --reporter-html-export report.html
