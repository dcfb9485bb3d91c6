# The export of the globals waits for somebody who reads it.
mkfifo globals.json
@POSTHASTE@ run collection.json -r cli,junit --reporter-junit-export report.xml \
    --export-environment environment.json --global-var left=over --export-globals globals.json &
until [ -s environment.json ]; do sleep 0.02; done
kill -INT $!
cat globals.json
wait $!
