@POSTHASTE@ run collection.json -r cli,junit --reporter-junit-export report.xml \
    --env-var left=over --export-environment environment.json &
until grep -q wait .log; do sleep 0.02; done
kill -TERM $!
wait $!
