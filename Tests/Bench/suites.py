"""Runs of the shape of real suites: each request has tests of its own, data, several reports."""

import json
import statistics

from measuring import check_report, measure, script, write_items

ROUNDS = 5


def one_test(number):
    return [
        f"pm.test('the answer to {number} is right', () => {{",
        "    pm.response.to.have.status(200);", "});",
    ]


def five_tests(number):
    return [
        f"const body{number} = pm.response.json();",
        f"pm.test('status {number}', () => pm.response.to.have.status(200));",
        f"pm.test('name {number}', () => pm.expect(body{number}.name).to.equal('bench'));",
        f"pm.test('items {number}', () => pm.expect(body{number}.items).to.have.lengthOf(3));",
        f"pm.test('done {number}', () => pm.expect(body{number}.done).to.be.true);",
        f"pm.test('id {number}', () => pm.expect(body{number}.id).to.be.a('string'));",
    ]


def tested_items(url, count, tests):
    return [
        {"name": f"request {number}", "request": {"method": "GET", "url": url},
         "event": [script("test", tests(number))]}
        for number in range(count)
    ]


def order_items(count=20):
    """Requests with variables in their URL, headers and body, which scripts set and read."""
    items = []
    for number in range(count):
        request = {
            "method": "POST" if number % 2 else "GET",
            "url": "{{base}}/orders/{{id}}?q={{name}}",
            "header": [{"key": "X-Trace", "value": "{{trace}}"}],
        }
        if number % 2:
            raw = f'{{"name": "{{{{name}}}}", "number": {number}}}'
            request["body"] = {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}
        items.append({
            "name": f"order {number}", "request": request,
            "event": [
                script("prerequest", [f"pm.variables.set('trace', 'trace-{number}');"]),
                script("test", [
                    f"pm.test('status {number}', () => pm.response.to.have.status(200));",
                    "pm.environment.set('last', pm.response.json().id);",
                ]),
            ],
        })
    return items


class Suite:
    """A collection, what it is run with, and how many requests and tests the run has."""

    def __init__(self, label, items, requests, tests, aim, arguments=(), reporters="junit"):
        self.label, self.items, self.aim = label, items, aim
        self.requests, self.tests = requests, tests
        self.arguments, self.reporters = list(arguments), reporters


def suites(url, folder):
    rows = folder / "rows.json"
    rows.write_text(json.dumps([{"id": str(n), "name": f"name {n}"} for n in range(100)]))
    own = lambda count: tested_items(url, count, one_test)
    yield Suite("100 requests, each with a test of its own text", own(100), 100, 100, 4)
    yield Suite("1,000 requests, each with a test of its own text", own(1000), 1000, 1000, 2)
    yield Suite(
        "1,000 requests, each with five assertions of its own text",
        tested_items(url, 1000, five_tests), 1000, 5000, 2.5)
    yield Suite(
        "1,000 requests with the same test",
        tested_items(url, 1000, lambda number: one_test(1)), 1000, 1000, 1.8)
    yield Suite(
        "1,000 requests with the same test, -r cli,junit,json,html",
        tested_items(url, 1000, lambda number: one_test(1)), 1000, 1000, 2.2,
        reporters="cli,junit,json,html")
    yield Suite(
        "100 iterations of 20 requests with scripts and data", order_items(), 2000, 2000, 2,
        ["-n", "100", "-d", str(rows)])


def running(posthaste, folder, url, curl_list, environment):
    """Rows of suites next to curl, which sends as many requests; interleaved."""
    base = {"key": "base", "value": url.rstrip("/")}
    for number, suite in enumerate(suites(url, folder)):
        collection = folder / f"suite-{number}.json"
        write_items(collection, suite.items, [base])
        command = [
            posthaste, "run", str(collection), *suite.arguments, "-r", suite.reporters,
        ]
        for name in set(suite.reporters.split(",")) - {"cli"}:
            command += [f"--reporter-{name}-export", str(folder / f"suite.{name}")]
        samples = {"curl": [], "posthaste": []}
        for _ in range(ROUNDS):
            samples["curl"].append(measure(curl_list(suite.requests), environment)[0])
            samples["posthaste"].append(measure(command, environment)[0])
            check_report(folder / "suite.junit", suite.tests)
        curl, own = (statistics.median(samples[name]) for name in ("curl", "posthaste"))
        yield (
            suite.label, f"{curl * 1e3:.0f} ms", f"{own * 1e3:.0f} ms", own / curl,
            f"{suite.aim:g}", own / curl <= suite.aim)
