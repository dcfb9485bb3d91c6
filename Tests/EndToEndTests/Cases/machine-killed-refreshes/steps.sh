@PYTHON@ -B @SERVERS@/faulty_machine.py @POSTHASTE@ refreshes 80
