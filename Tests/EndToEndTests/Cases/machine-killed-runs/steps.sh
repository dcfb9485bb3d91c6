@PYTHON@ -B @SERVERS@/faulty_machine.py @POSTHASTE@ runs 120
