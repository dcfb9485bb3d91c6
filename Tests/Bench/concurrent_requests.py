"""Requests of one script that are in progress at the same time, next to curl's --parallel."""

import asyncio
import shutil
import statistics
import threading

from measuring import check_report, measure, write_collection

COUNTS = (100, 1000)
DELAY = 0.1  # seconds that the server takes
AIM = 1.5
# The same in Node: as many requests at once, and the status of each.
NODE = """
const http = require("node:http");
const [url, count] = process.argv.slice(2);
const send = (_, n) => new Promise((resolve, reject) => {
    http.get(url + n, (response) => {
        response.resume().on("end", () => resolve(response.statusCode));
    }).on("error", reject);
});
Promise.all(Array.from({ length: Number(count) }, send)).then((codes) => {
    if (codes.some((code) => code !== 200)) process.exit(1);
});
"""


class SlowServer:
    """A server on a free port that answers each request after the delay."""

    def __init__(self):
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        threading.Thread(target=self.run, args=(started,), daemon=True).start()
        started.wait()

    def run(self, started):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(
            asyncio.start_server(self.serve, "127.0.0.1", 0, backlog=2048))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(DELAY)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def concurrent(posthaste, folder, environment, rounds):
    """Rows of many pm.sendRequest in one script against a server that takes its time."""
    server = SlowServer()
    url = f"http://127.0.0.1:{server.port}/"
    report = str(folder / "concurrent.xml")
    for count in COUNTS:
        script = [
            f"const numbers = Array.from({{ length: {count} }}, (_, n) => n);",
            f"const all = numbers.map((n) => pm.sendRequest('{url}' + n));",
            "const codes = (await Promise.all(all)).map((response) => response.code);",
            "const right = codes.filter((code) => code === 200).length;",
            f"pm.test('all', () => pm.expect(right).to.equal({count}));",
            "pm.execution.skipRequest();",
        ]
        collection = folder / f"concurrent-{count}.json"
        write_collection(collection, url, script, "prerequest")
        urls = folder / f"concurrent-{count}.curl"
        urls.write_text("\n".join(
            ["silent", "no-progress-meter", "fail", "parallel", "parallel-immediate",
             "parallel-max = 300"]
            + [f'url = "{url}{n}"\noutput = "/dev/null"' for n in range(count)]) + "\n")
        commands = {
            "curl": ["curl", "-q", "-K", str(urls)],
            "posthaste": [
                posthaste, "run", str(collection), "-r", "junit", "--reporter-junit-export",
                report],
        }
        if shutil.which("node"):
            program = folder / "concurrent.js"
            program.write_text(NODE)
            commands["Node"] = ["node", str(program), url, str(count)]
        samples = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                samples[name].append(measure(command, environment)[0])
            check_report(report, 1)
        medians = {name: statistics.median(times) for name, times in samples.items()}
        label = f"{count:,} concurrent pm.sendRequest, {DELAY * 1e3:.0f} ms each"
        own = medians.pop("posthaste")
        for name, other in medians.items():
            yield (
                label if name == "curl" else f"{label}, next to {name}", f"{other * 1e3:.0f} ms",
                f"{own * 1e3:.0f} ms", own / other, f"{AIM:g}", own / other <= AIM)
