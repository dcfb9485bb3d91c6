"""Prints how results are grouped, and whether each has a history of its own."""
import glob, json, sys

results = [json.load(open(path)) for path in glob.glob(sys.argv[1] + "/*-result.json")]
for result in sorted(results, key=lambda result: result["fullName"]):
    suites = [label["value"] for label in result["labels"] if label["name"] in ("parentSuite", "suite")]
    print("allure:", result["fullName"], suites)
print("histories:", len({result["historyId"] for result in results}))
for test in json.load(open(sys.argv[2]))["results"]["tests"]:
    print("ctrf:", test["suite"])
