@PYTHON@ -B canaries.py @POSTHASTE@
