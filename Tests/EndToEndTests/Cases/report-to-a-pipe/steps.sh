@POSTHASTE@ run collection.json -r json --reporter-json-export /dev/stdout |
    @PYTHON@ -c 'import json, sys; print(json.load(sys.stdin)["run"]["stats"]["requests"]["total"], "request")'
@POSTHASTE@ run collection.json -r junit --reporter-junit-export /dev/stdout | cat
