# Nobody reads what is exported, so that the export never ends by itself.
mkfifo environment.json
@POSTHASTE@ run collection.json -r junit --reporter-junit-export report.xml \
    --export-environment environment.json &
until grep -q wait .log; do sleep 0.02; done
kill -INT $!
until grep -q 'interrupted by signal' report.xml; do sleep 0.02; done
# Signals that come at once count as one.
while kill -INT $! 2>/dev/null; do sleep 0.02; done
wait $!
