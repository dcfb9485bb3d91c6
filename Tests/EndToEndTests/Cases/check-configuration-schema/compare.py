"""Compares what the schema of posthaste.json and a check say about each line of a file."""
import json
import pathlib
import subprocess
import sys

from jsonschema import Draft202012Validator

program = sys.argv[1]
schema = subprocess.run([program, "schema", "config"], capture_output=True, text=True, check=True)
is_same = True
validator = Draft202012Validator(json.loads(schema.stdout))
for line in pathlib.Path("configurations.jsonl").read_text().splitlines():
    expected, text = line.split(" ", 1)
    pathlib.Path("posthaste.json").write_text(text)
    check = subprocess.run([program, "check"], capture_output=True, text=True)
    verdicts = [check.returncode == 0, validator.is_valid(json.loads(text))]
    if verdicts != [expected == "good"] * 2:
        is_same = False
        print(expected, text, verdicts, check.stdout)
sys.exit(not is_same)
