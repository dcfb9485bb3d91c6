@PYTHON@ -B @SERVERS@/faulty_server.py faults.json @POSTHASTE@
