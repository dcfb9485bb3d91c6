trap : INT
@POSTHASTE@ run collection.json --reporter-events-export - \
    | @POSTHASTE@ report - -r cli,junit --reporter-junit-export report.xml
