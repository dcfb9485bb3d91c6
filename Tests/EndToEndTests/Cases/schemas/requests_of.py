"""Says whether every execution has a request with its members."""
import json, sys

for run in json.load(open(sys.argv[1]))["runs"]:
    for execution in run["run"]["executions"]:
        assert {"url", "header", "method"} <= execution["request"].keys(), execution
    names = [execution["item"]["name"] for execution in run["run"]["executions"]]
    print(run["name"], names.count("Thresholds"), "threshold item")
