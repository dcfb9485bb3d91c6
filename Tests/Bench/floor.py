"""Measures what the JavaScript engine alone takes for the scripts of the benchmark.

Usage: floor.py [EMBEDDED]

The engine is loaded into this process, and evaluates the sandbox as posthaste does, with functions
that do nothing in place of the host's. No request is sent, no variable is read, nothing is reported:
a run with the same scripts cannot take less. EMBEDDED is the Swift file with the texts of the
sandbox, which the build generates; without it, that of the last build is taken.

Each figure is that of the fastest of several processes. This program is for Linux.
"""

import ctypes
import re
import subprocess
import sys
import time
from pathlib import Path

from scripts import FIRST_TESTS
from suites import five_tests, one_test

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ".build/plugins/outputs/*/Scripting/destination/EmbedScripts/EmbeddedScripts.swift"
LIBRARY = "libjavascriptcoregtk-4.1.so.0"
SCRIPTS = 1000
PROCESSES = 15
TESTS = {  # kind → the lines of the script of a number
    "first": lambda number: [list(FIRST_TESTS.values())[0]],
    "expect": lambda number: [list(FIRST_TESTS.values())[1]],
    "same": lambda number: one_test(0),
    "one": one_test,
    "five": five_tests,
}

# What the host gives to the sandbox; `evaluate` is a function of this program.
HOST = """({
    part: (name) => evaluate('part', name), assertion() {}, cancelAll() {}, mustFinish() {},
    itemResponse: () => '1\\x00200\\0OK\\x001\\x001\\x001\\x001\\0',
    functions: () => ({
        library: (name) => evaluate('library', name),
        responseContentType: () => 'application/json',
        responseText: () => '{"id":"1b5c3a2e","name":"bench","items":[1,2,3],"done":true}',
    }),
})"""


def embedded_texts(path):
    """The texts of the sandbox by kind and name."""
    texts, kind = {}, None
    escapes = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
    for line in path.read_text().split("\n"):
        function = re.match(r"func embedded(\w+)\(", line)
        kind = function[1].lower() if function else kind
        found = re.match(r'(?:let embedded(Loader): StaticString =|    case "([^"]+)":) (#*)"(.*)"\3$', line)
        if not found:
            continue
        text = found[4] if found[3] else re.sub(
            r"\\(?:u\{([0-9a-f]+)\}|(.))",
            lambda it: chr(int(it[1], 16)) if it[1] else escapes.get(it[2], it[2]), found[4])
        texts["loader" if found[1] else f"{kind} {found[2]}"] = text
    return texts


class Engine:
    """One world of the engine, with as little around it as possible."""

    def __init__(self, texts):
        pointer = ctypes.c_void_p
        self.library = ctypes.CDLL(LIBRARY)
        for name in (
                "JSContextGroupCreate", "JSGlobalContextCreateInGroup", "JSEvaluateScript",
                "JSStringCreateWithUTF8CString", "JSObjectMakeFunctionWithCallback",
                "JSObjectMakeFunction", "JSObjectCallAsFunction", "JSContextGetGlobalObject",
                "JSValueToStringCopy", "JSValueMakeNumber", "JSValueMakeBoolean",
                "JSScriptCreateReferencingImmortalASCIIText", "JSScriptEvaluate"):
            getattr(self.library, name).restype = pointer
        self.texts = {name: text.encode() for name, text in texts.items()}
        self.group = pointer(self.library.JSContextGroupCreate())
        self.context = pointer(self.library.JSGlobalContextCreateInGroup(self.group, None))
        signature = ctypes.CFUNCTYPE(
            pointer, pointer, pointer, pointer, ctypes.c_size_t, ctypes.POINTER(pointer), pointer)
        self.callback = signature(self.evaluate_text)
        function = self.library.JSObjectMakeFunctionWithCallback(
            self.context, self.string("evaluate"), self.callback)
        self.library.JSObjectSetProperty(
            self.context, pointer(self.library.JSContextGetGlobalObject(self.context)),
            self.string("evaluate"), pointer(function), 0, None)

    def string(self, text):
        return ctypes.c_void_p(self.library.JSStringCreateWithUTF8CString(text.encode()))

    def text(self, value):
        string = ctypes.c_void_p(
            self.library.JSValueToStringCopy(self.context, ctypes.c_void_p(value), None))
        buffer = ctypes.create_string_buffer(4096)
        self.library.JSStringGetUTF8CString(string, buffer, len(buffer))
        return buffer.value.decode()

    def evaluate_text(self, _context, _function, _this, _count, arguments, _exception):
        return self.evaluate_embedded(f"{self.text(arguments[0])} {self.text(arguments[1])}")

    def checked(self, call):
        """Calls the engine with a place for what a script throws."""
        thrown = ctypes.c_void_p()
        value = call(ctypes.byref(thrown))
        if thrown:
            sys.exit(f"error: {self.text(thrown.value)}")
        return value

    def evaluate(self, source):
        text = self.string(source)
        return self.checked(
            lambda thrown: self.library.JSEvaluateScript(self.context, text, None, None, 1, thrown))

    def evaluate_embedded(self, name):
        """The text is not copied, as in posthaste."""
        text, url = self.texts[name], self.string(name)
        script = ctypes.c_void_p(self.library.JSScriptCreateReferencingImmortalASCIIText(
            self.group, url, 1, text, ctypes.c_size_t(len(text)), None, None))
        return self.checked(
            lambda thrown: self.library.JSScriptEvaluate(self.context, script, None, thrown))

    def make_function(self, body):
        names = (ctypes.c_void_p * 1)(self.string("$$caught"))
        name, text, url = self.string("$$script"), self.string(body), self.string("script:1")
        function = self.checked(lambda thrown: self.library.JSObjectMakeFunction(
            self.context, name, 1, names, text, url, 1, thrown))
        self.library.JSValueProtect(self.context, ctypes.c_void_p(function))
        return function

    def start(self, function, start, number):
        arguments = (ctypes.c_void_p * 5)(
            function, self.library.JSValueMakeBoolean(self.context, True),
            self.library.JSValueMakeNumber(self.context, ctypes.c_double(number)),
            *[self.library.JSValueMakeBoolean(self.context, False)] * 2)
        self.checked(lambda thrown: self.library.JSObjectCallAsFunction(
            self.context, ctypes.c_void_p(start), None, 5, arguments, thrown))


def measure(texts, kind):
    """The times of one process: until the sandbox is there, of a first test, of each further one."""
    bodies = [";\n" + "\n".join(TESTS[kind](number)) + "\n" for number in range(SCRIPTS)]
    moments = [time.perf_counter()]
    engine = Engine(texts)
    moments.append(time.perf_counter())
    start = engine.evaluate(
        f"let pm; {{ const native = {HOST}; ({texts['loader']})(native); native.start }}")
    moments.append(time.perf_counter())
    function = last = None
    for number, body in enumerate(bodies):
        if body != last:
            function, last = engine.make_function(body), body
        engine.start(function, start, number)
        if number == 0:
            moments.append(time.perf_counter())
    moments.append(time.perf_counter())
    return [end - begin for begin, end in zip(moments, moments[1:])]


def fastest(path, kind):
    """The same as the least of several processes."""
    samples = []
    for _ in range(PROCESSES):
        output = subprocess.run(
            [sys.executable, __file__, str(path), kind], check=True, capture_output=True, text=True)
        samples.append([float(word) for word in output.stdout.split()])
    return [min(column) for column in zip(*samples)]


def main():
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else next(iter(sorted(
        ROOT.glob(OUTPUT), key=lambda path: path.stat().st_mtime, reverse=True)), None)
    if path is None:
        sys.exit("error: the texts of the sandbox are not there; run 'make build' first")
    if len(sys.argv) > 2:
        print(*measure(embedded_texts(path), sys.argv[2]))
        return
    rows = {kind: fastest(path, kind) for kind in TESTS}
    engine, sandbox = rows["one"][:2]
    print("| work | the engine alone |", "|---|---|", sep="\n")
    print(f"| load the engine and make a world | {engine * 1e3:.1f} ms |")
    print(f"| evaluate the sandbox | {sandbox * 1e3:.1f} ms |")
    for label, kind in zip(FIRST_TESTS, ("first", "expect")):
        print(f"| {label} | {rows[kind][2] * 1e3:.1f} ms |")
    for label, kind in (
            ("a further test of equal text", "same"), ("a further test of its own text", "one"),
            ("five further assertions of their own text", "five")):
        print(f"| {label} | {rows[kind][3] / (SCRIPTS - 1) * 1e6:.0f} µs |")


if __name__ == "__main__":
    main()
