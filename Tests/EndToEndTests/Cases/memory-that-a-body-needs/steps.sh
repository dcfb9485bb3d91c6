@PYTHON@ -B bomb.py @POSTHASTE@
