ln -s collection.json link.json
@POSTHASTE@ run collection.json -r json --reporter-json-export ./link.json
