"""Checks documents, one on each line if the name ends in .jsonl, against a JSON Schema."""
import json, sys
from jsonschema import Draft202012Validator

schema = json.load(open(sys.argv[1]))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
text = open(sys.argv[2]).read()
wrong = 0
for document in text.splitlines() if sys.argv[2].endswith(".jsonl") else [text]:
    for error in validator.iter_errors(json.loads(document)):
        print(error.json_path, error.message[:200], document[:200])
        wrong += 1
sys.exit(1 if wrong else 0)
