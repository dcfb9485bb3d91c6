@POSTHASTE@ run collection.json -e environment.json -r htmlextra --reporter-htmlextra-export report.html \
    --reporter-html-title "Orders in CI" && exit 9
@PYTHON@ -B @SERVERS@/html_report.py report.html
