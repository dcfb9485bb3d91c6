@PYTHON@ signals.py hung-up env @POSTHASTE@ run collection.json -r cli,junit --reporter-junit-export report.xml
@PYTHON@ signals.py with-nohup nohup @POSTHASTE@ run collection.json --silent
