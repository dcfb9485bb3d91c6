import json, sys
from jsonschema import Draft202012Validator

schema, document = (json.load(open(path)) for path in sys.argv[1:])
Draft202012Validator.check_schema(schema)
for error in Draft202012Validator(schema).iter_errors(document):
    print(error.json_path, error.message)
    sys.exit(1)
