"""Chromium with Jane in front of it, who signs in and consents: driven by its own protocol.

She is a script in every page, which acts once the page stands: no step waits for a time.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

JANE = """
(() => {
    const done = new Set();
    const fill = (name, value) => {
        const field = document.querySelector(`input[name=${name}]`);
        if (!field || done.has(name)) return false;
        done.add(name);
        field.value = value;
        field.form.querySelector('button.primary[type=submit]').click();
        return true;
    };
    const press = id => {
        const button = document.getElementById(id);
        if (!button || done.has(id)) return false;
        done.add(id);
        button.click();
        return true;
    };
    const act = () => {
        if (fill('login', 'jane')) tell('a login form');
        else if (fill('password', 'correct horse battery staple')) tell('a password form');
        else if (press('accept')) tell('a consent page');
        else if (document.title.endsWith('Posthaste')) tell(document.title);
    };
    addEventListener('load', () => {
        act();
        // The server's own script replaces pages without loading them.
        new MutationObserver(act).observe(document, { childList: true, subtree: true });
    });
})();
"""


ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# The browser that `make setup-test` provides (.ci/browser), or one that is installed.
PROGRAM = shutil.which(os.path.join(ROOT, ".build/browser/chromium")) or shutil.which("chromium")


class Chromium:
    """A browser without a window; it ends when its pipe closes."""

    def __init__(self, folder):
        their_input, commands = os.pipe()
        events, their_output = os.pipe()
        # The protocol uses the descriptors 3 and 4.
        words = f'exec "$@" 3<&{their_input} 4>&{their_output}'
        self.process = subprocess.Popen(
            ["/bin/bash", "-c", words, "bash", PROGRAM, "--headless", "--no-sandbox"]
            + ["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
            + ["--no-proxy-server", "--remote-debugging-pipe", f"--user-data-dir={folder}"],
            pass_fds=(their_input, their_output),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(their_input)
        os.close(their_output)
        self.commands = os.fdopen(commands, "wb", buffering=0)
        self.events = os.fdopen(events, "rb")
        self.count = 0
        self.session = None
        self.passed = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]

    def ask(self, method, **parameters):
        """The result of a command; events that come before it are kept in `passed`."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.commands.write(json.dumps(message).encode() + b"\0")
        for answer in self.messages():
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise SystemExit(f"chromium: {method}: {answer['error']['message']}")
                return answer["result"]
            self.passed.append(answer)
        raise SystemExit("chromium: it has ended")

    def messages(self):
        """What it says, until it ends."""
        text = bytearray()
        while byte := self.events.read(1):
            if byte != b"\0":
                text += byte
                continue
            yield json.loads(text)
            text.clear()

    def evaluate(self, expression):
        """The value of an expression in the page, once it is there."""
        answer = self.ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise SystemExit(f"chromium: {expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def open(self, address):
        """Goes to a page and waits until it stands."""
        self.ask("Page.navigate", url=address)
        for message in self.messages():
            self.passed.append(message)
            if message.get("method") == "Page.loadEventFired":
                return

    def close(self):
        self.commands.close()
        self.process.wait()


def sign_in(address, shown):
    """Opens the address and signs in; calls `shown` with each page that comes."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(folder)
        browser.ask("Page.enable")
        browser.ask("Runtime.enable")
        browser.ask("Runtime.addBinding", name="tell")
        browser.ask("Page.addScriptToEvaluateOnNewDocument", source=JANE)
        browser.ask("Page.navigate", url=address)
        for message in browser.messages():
            if message.get("method") == "Runtime.bindingCalled":
                page = message["params"]["payload"]
                shown(page)
                if page.endswith("· Posthaste"):
                    break
        browser.close()


if __name__ == "__main__":
    sign_in(sys.argv[1], print)
