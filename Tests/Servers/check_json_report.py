"""Checks a JSON report against the schema of Newman's, and its sums against its executions.

usage: check_json_report.py REPORT

Prints each thing that is wrong on a line of its own; ends with 1 if there is any.
"""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator

SCHEMA = pathlib.Path(__file__).with_name("newman_report.schema.json")


def requests(execution):
    own = [execution] if "response" in execution or "requestError" in execution else []
    attempts = [r for attempt in execution.get("attempts", []) for r in attempt["requests"]]
    return own + execution.get("requests", []), attempts


def is_newmans(executions):
    """Whether the report has Newman's layout, with an execution for each request."""
    return any("httpRequestId" in execution["cursor"] for execution in executions)


def counted(executions):
    """What the executions add up to, by the names of `run.stats`."""
    assertions = [a for execution in executions for a in execution["assertions"]]
    sent = [r for execution in executions for r in requests(execution)[0]]
    retried = [r for execution in executions for r in requests(execution)[1]]
    scripts = {
        name: sum(len(execution.get(name, [])) for execution in executions)
        for name in ("testScript", "prerequestScript")
    }
    items = {} if is_newmans(executions) else {
        "items": {"total": len(executions)},
        "tests": {"total": sum("skipped" not in execution for execution in executions)},
        "prerequests": {"total": len(executions)},
    }
    return items | {
        "assertions": {
            "total": len(assertions), "failed": sum("error" in a for a in assertions)
        },
        "requests": {
            "total": len(sent) + len(retried), "failed": sum("requestError" in r for r in sent)
        },
        "testScripts": {"failed": scripts["testScript"]},
        "prerequestScripts": {"failed": scripts["prerequestScript"]},
        "scripts": {"failed": sum(scripts.values())},
    }


def errors_in(executions):
    for execution in executions:
        for name in ("testScript", "prerequestScript"):
            yield from (entry["error"]["message"] for entry in execution.get(name, []))
        yield from (a["error"]["message"] for a in execution["assertions"] if "error" in a)
        for sent in requests(execution)[0]:
            if "requestError" in sent:
                yield sent["requestError"]["message"]


def problems(report):
    for error in Draft202012Validator(json.loads(SCHEMA.read_text())).iter_errors(report):
        yield f"{error.json_path}: {error.message}"
    run = report["run"]
    for name, sums in counted(run["executions"]).items():
        for kind, value in sums.items():
            if run["stats"][name][kind] != value:
                yield f"stats.{name}.{kind} is {run['stats'][name][kind]}, counted {value}"
    messages = {"run": [], "warning": []}
    for failure in run["failures"]:
        if failure["error"]["name"] == "StartError":
            continue
        messages.setdefault(failure["at"], []).append(failure["error"]["message"])
    of_run, _ = messages.pop("run"), messages.pop("warning")
    in_executions = sorted(message for listed in messages.values() for message in listed)
    if in_executions != sorted(errors_in(run["executions"])):
        yield f"the failures are not those of the executions: {in_executions}"
    error = run["error"]
    if of_run != ([error["message"]] if error and error["name"] != "NotBegun" else []):
        yield f"the failures of the run are {of_run}, its error is {error}"
    references = [execution["cursor"]["ref"] for execution in run["executions"]]
    if len(set(references)) < len(references) and not is_newmans(run["executions"]):
        yield "two executions have the same 'ref'"
    ids = set(identifiers(report["collection"]))
    for execution in run["executions"]:
        if execution["id"] not in ids:
            yield f"the collection has no item '{execution['id']}'"


def identifiers(node):
    for child in node["item"]:
        yield child["id"]
        if "item" in child:
            yield from identifiers(child)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        found = list(problems(json.load(file)))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
