@PYTHON@ compare.py @POSTHASTE@
