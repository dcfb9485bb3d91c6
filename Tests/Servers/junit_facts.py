"""Reads a JUnit report with junitparser, as a CI system would, and prints what it found as JSON.

usage: junit_facts.py REPORT

The root of a report states no number of skipped tests: the schema of Jenkins forbids it. Here it is
the sum of its suites.
"""

import json
import sys

from junitparser import Error, Failure, JUnitXml, Skipped

OUTCOMES = {Failure: "failed", Error: "error", Skipped: "skipped"}


def case_facts(case):
    results = [(OUTCOMES[type(result)], result.message) for result in case.result]
    outcome, message = results[0] if results else ("passed", None)
    return {"name": case.name, "class": case.classname, "outcome": outcome, "message": message}


def suite_facts(suite):
    return {
        "name": suite.name,
        "declared": sums(suite),
        "properties": {item.name: item.value for item in suite.properties()},
        "cases": [case_facts(case) for case in suite],
    }


def sums(element):
    return {
        "tests": element.tests,
        "failures": element.failures,
        "errors": element.errors,
        "skipped": element.skipped,
    }


def main():
    report = JUnitXml.fromfile(sys.argv[1])
    facts = {
        "name": report.name,
        "declared": sums(report) | {"skipped": sum(suite.skipped for suite in report)},
        "suites": [suite_facts(suite) for suite in report],
    }
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
