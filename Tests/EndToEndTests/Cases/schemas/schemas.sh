set -e
@POSTHASTE@ run
for name in config events report; do @POSTHASTE@ schema $name > $name.schema.json; done
@PYTHON@ validate.py config.schema.json posthaste.json
@PYTHON@ validate.py events.schema.json events.jsonl
@PYTHON@ validate.py report.schema.json run.json
# Several runs, one of which misses a threshold.
@POSTHASTE@ run collection.json -d data.json --each-row -n 12 --threshold 'max<0.001ms' -r events,json --no-config \
    --reporter-events-export several.jsonl --reporter-json-export several.json || test $? = 1
@PYTHON@ validate.py events.schema.json several.jsonl
@PYTHON@ -m check_jsonschema --schemafile report.schema.json run.json several.json
@PYTHON@ requests_of.py several.json
echo '{"enviroment": "a.json"}' > wrong.json
! @PYTHON@ validate.py config.schema.json wrong.json
