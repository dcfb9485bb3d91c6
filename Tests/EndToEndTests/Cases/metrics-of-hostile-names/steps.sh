@POSTHASTE@ run collection.json -r prometheus --reporter-prometheus-export metrics.prom
grep run_success metrics.prom
