"""Writes a collection without ids. The request 'Second' fails unless 'ok' is set."""
import json
import sys

TEST = "pm.test('is ok', () => pm.expect(pm.variables.get('ok')).to.equal('yes'))"


def item(name: str) -> dict:
    event = [{"listen": "test", "script": {"exec": [TEST]}}] if name == "Second" else []
    return {"name": name, "event": event, "request": f"@SERVER@/{name}/{{{{row}}}}"}


print(json.dumps({
    "info": {"name": "Edited"}, "item": [item(name) for name in sys.argv[1:]],
    "variable": [{"key": "row", "value": ""}],
}))
