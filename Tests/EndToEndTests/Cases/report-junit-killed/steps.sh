@POSTHASTE@ run collection.json -r junit --reporter-junit-export report.xml --delay-request 1100 &
# The server has the second request for good: what came before it is in the file by now.
until grep -q 'GET /second' .log; do sleep 0.05; done
kill -KILL $!
wait $! || true
