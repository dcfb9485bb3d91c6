"""Writes a large collection of the shape of real exports: folders, requests with headers, bodies,
scripts, and the responses that were saved with them.

Usage: large_collection.py FILE BYTES
"""

import json
import sys

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
TEST = [
    'pm.test("the order is created", function () {', "    pm.response.to.have.status(201);", "});",
    "const order = pm.response.json();", 'pm.environment.set("orderId", order.id);',
]


def script(listen, lines):
    return {"listen": listen, "script": {"type": "text/javascript", "exec": lines}}


def body(number):
    lines = [{"no": n, "quantity": n * 1.5, "text": 'a "quoted" word, Größe M'} for n in range(12)]
    order = {"id": number, "customer": {"name": f"Müller {number} GmbH", "city": "Zürich"}}
    return json.dumps(order | {"lines": lines}, indent=4, ensure_ascii=False)


def request(number):
    path = ["v2.0", "companies", str(number), "salesOrders"]
    query = [{"key": "$top", "value": "5"}, {"key": "$expand", "value": "l", "disabled": True}]
    return {
        "method": "POST",
        "header": [
            {"key": "Content-Type", "value": "application/json"},
            {"key": "If-Match", "value": "*", "disabled": True},
            {"key": "X-Trace", "value": "{{$guid}}", "description": "for the log of the server"},
        ],
        "body": {
            "mode": "raw", "raw": body(number), "options": {"raw": {"language": "json"}}},
        "url": {
            "raw": "{{baseUrl}}/" + "/".join(path) + "?$top=5", "host": ["{{baseUrl}}"],
            "path": path, "query": query},
        "description": "Creates an order.\n\nSee **orders**.",
    }


def response(number, name):
    return {
        "name": name, "originalRequest": request(number), "status": "Created", "code": 201,
        "_postman_previewlanguage": "json",
        "header": [
            {"key": "Content-Type", "value": "application/json; charset=utf-8"},
            {"key": "Date", "value": "Mon, 01 Jan 2024 00:00:00 GMT"},
        ],
        "cookie": [], "body": body(number),
    }


def item(number):
    return {
        "name": f"Create order {number}",
        "event": [
            script("prerequest", ["pm.variables.set('now', Date.now());", ""]),
            script("test", TEST),
        ],
        "id": f"0c9d{number:08x}-58a1-4f0b-9b8e-0d4b6a7c1e2f",
        "request": request(number),
        "response": [response(number, name) for name in ("Created", "Created again")],
    }


def write(path, size):
    """Writes folders of 25 requests each until the file has so many bytes."""
    info = json.dumps({"name": "Large", "schema": SCHEMA})
    number = 0
    with open(path, "w", encoding="utf-8") as file:
        written = file.write('{\n\t"info": ' + info + ',\n\t"item": [')
        while written < size:
            items = [item(number + n) for n in range(25)]
            folder = {"name": f"Folder {number // 25}", "item": items}
            text = json.dumps(folder, indent="\t", ensure_ascii=False)
            file.write(("," if number else "") + text)
            written += len(text.encode())
            number += 25
        file.write("]\n}\n")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
