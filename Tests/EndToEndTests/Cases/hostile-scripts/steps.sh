@PYTHON@ -B @SERVERS@/hostile_scripts.py scripts.json @POSTHASTE@
