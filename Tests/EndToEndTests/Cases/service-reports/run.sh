mkfifo port
@PYTHON@ -B collector.py port &
collector=$!
read -r port < port
@POSTHASTE@ run collection.json -e contoso.json -r allure,ctrf,otlp,prometheus,teamcity \
    --trace-context \
    --reporter-allure-export allure --reporter-ctrf-export ctrf.json \
    --reporter-otlp-endpoint "http://127.0.0.1:$port/" \
    --reporter-prometheus-export shop.prom \
    --reporter-prometheus-push "http://127.0.0.1:$port/metrics/job/shop" > teamcity.txt || test $? = 1
kill $collector
wait $collector || true
@PYTHON@ -B read.py
sed "/testFailed/d; s/duration='[0-9]*'/duration='N'/" teamcity.txt
grep -o "type='comparisonFailure' expected='1' actual='2'" teamcity.txt
@POSTHASTE@ run collection.json -r otlp --reporter-otlp-endpoint http://127.0.0.1:1 || echo "refused: $?"
