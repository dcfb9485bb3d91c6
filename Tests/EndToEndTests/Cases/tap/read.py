"""Prints what tap.py reads in a file."""

import sys

from tap.parser import Parser

for line in Parser().parse_file(sys.argv[1]):
    if line.category == "test":
        print("python:", "ok" if line.ok else "not ok", line.number, line.description + (" (skip)" if line.skip else ""))
        if line.yaml_block:
            print("  python:", line.yaml_block["message"], line.yaml_block["at"])
    elif line.category == "version":
        print("python: version", line.version)
    elif line.category == "plan":
        print("python: plan", line.expected_tests)
    elif line.category == "unknown":
        sys.exit("not TAP: " + line)
