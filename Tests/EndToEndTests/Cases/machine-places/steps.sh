@PYTHON@ -B @SERVERS@/faulty_machine.py @POSTHASTE@ places
