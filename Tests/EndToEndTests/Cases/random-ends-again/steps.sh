@PYTHON@ random_ends.py 50 100
