@PYTHON@ random_ends.py 150 200
