set -e
@POSTHASTE@ run
for name in config events report; do @POSTHASTE@ schema $name > $name.schema.json; done
@PYTHON@ validate.py config.schema.json posthaste.json
@PYTHON@ validate.py events.schema.json events.jsonl
@PYTHON@ validate.py report.schema.json run.json
echo '{"enviroment": "a.json"}' > wrong.json
! @PYTHON@ validate.py config.schema.json wrong.json
