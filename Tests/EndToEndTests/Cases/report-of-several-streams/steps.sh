@POSTHASTE@ run shop.json -r events --reporter-events-export shard-1.jsonl && exit 9
@POSTHASTE@ run stock.json shop.json --silent --reporter-events-export shard-2.jsonl && exit 9
@POSTHASTE@ report shard-*.jsonl -r cli,junit,html --reporter-junit-export report.xml \
    --reporter-html-export report.html
