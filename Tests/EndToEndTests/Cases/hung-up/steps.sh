# A shell ignores SIGHUP for what it starts in the background when it is not interactive, Python does not.
@PYTHON@ signals.py hung-up env @POSTHASTE@ run collection.json -r cli,junit --reporter-junit-export report.xml
@PYTHON@ signals.py with-nohup nohup @POSTHASTE@ run collection.json --silent
