@PYTHON@ random_ends.py 0 50
