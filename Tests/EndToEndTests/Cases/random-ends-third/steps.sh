@PYTHON@ random_ends.py 100 150
