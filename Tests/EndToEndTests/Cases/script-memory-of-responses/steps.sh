@PYTHON@ -B responses.py @POSTHASTE@
