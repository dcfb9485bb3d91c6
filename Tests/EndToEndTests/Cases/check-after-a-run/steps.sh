set -e
@POSTHASTE@ run shop.json -r json --reporter-json-export result.json --export-collection reports/shop.json
@POSTHASTE@ run shop.json -r json --reporter-json-layout newman --reporter-json-export newman.json
@POSTHASTE@ check .
@POSTHASTE@ init
