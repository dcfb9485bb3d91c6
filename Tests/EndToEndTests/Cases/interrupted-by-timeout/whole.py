"""Checks that each report is whole and has all runs, each of them interrupted."""

import glob
import json
import xml.etree.ElementTree as ElementTree

reports = sorted(glob.glob("*-*.xml"))
for name in reports:
    suites = ElementTree.parse(name).getroot()
    runs = [s for s in suites if s[-1].get("name") == "run"]
    assert len(runs) == 8, (name, len(runs))
    with open(name[:-3] + "json", encoding="utf-8") as file:
        assert len(json.load(file)["runs"]) == 8, name
print(len(reports), "reports are whole")
