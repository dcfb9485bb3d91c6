@POSTHASTE@ auth login collection.json -e environment.json
@POSTHASTE@ run collection.json -e environment.json --color off < environment.json
