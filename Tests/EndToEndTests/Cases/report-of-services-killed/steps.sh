@POSTHASTE@ run collection.json -r ctrf,allure --reporter-ctrf-export ctrf.json \
  --reporter-allure-export results --delay-request 1100 &
# The server has the second request for good: what came before it is in the files by now.
until grep -q 'GET /second' .log; do sleep 0.05; done
kill -KILL $!
wait $! || true
@PYTHON@ -c 'import json
results = json.load(open("ctrf.json"))["results"]
failed = [test["message"] for test in results["tests"] if test["status"] == "failed"]
print(results["summary"]["failed"], "failed,", *map(json.dumps, failed))'
@PYTHON@ results.py
# A run that ends by itself leaves no such result.
rm -r results
@POSTHASTE@ run collection.json --folder First -r allure --reporter-allure-export results
@PYTHON@ results.py
