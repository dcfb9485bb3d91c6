"""Prints the results in a folder of Allure."""

import json
from pathlib import Path

results = [json.loads(path.read_text()) for path in Path("results").glob("*-result.json")]
print(", ".join(sorted(f"{result['name']} {result['status']}" for result in results)))
