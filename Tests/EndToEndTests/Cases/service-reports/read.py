"""Reads the files of the reports with the libraries of others, and prints what they say."""

import glob
import json

from allure_commons import model2
from prometheus_client.parser import text_string_to_metric_families

names = {field.name for field in model2.TestResult.__attrs_attrs__}
steps = {field.name for field in model2.TestStepResult.__attrs_attrs__}
results = [json.load(open(path)) for path in glob.glob("allure/*-result.json")]
for result in sorted(results, key=lambda result: result["fullName"]):
    assert set(result) <= names, set(result) - names
    assert all(set(step) <= steps for step in result["steps"])
    assert result["stop"] >= result["start"] > 1.6e12
    for attachment in result["attachments"]:
        assert open("allure/" + attachment["source"]).read()
    print("allure:", result["fullName"], result["status"], [step["status"] for step in result["steps"]],
          [attachment["name"] for attachment in result["attachments"]])
print(open("allure/environment.properties").read().strip())

for family in text_string_to_metric_families(open("shop.prom").read()):
    for sample in family.samples:
        if family.name in ("posthaste_run_success", "posthaste_run_assertions", "posthaste_run_requests"):
            print("prometheus:", sample.name, sample.labels, sample.value)

report = json.load(open("ctrf.json"))
summary = report["results"]["summary"]
assert summary["tests"] == len(report["results"]["tests"]) == summary["passed"] + summary["failed"] + summary["skipped"]
print("ctrf:", {key: summary[key] for key in ("tests", "passed", "failed", "skipped", "suites", "flaky")},
      report["results"]["environment"])
for test in report["results"]["tests"]:
    print("ctrf:", test["suite"], test["name"], test["status"], test.get("message", ""))
