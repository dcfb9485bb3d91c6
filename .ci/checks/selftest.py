#!/usr/bin/env python3
"""Checks the checks: texts that `.ci/words`, `.ci/limits` and `.ci/documents` must find, or must not.

Silent when all is well.
"""

import importlib.machinery
import importlib.util
import os
import sys
import tempfile

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)
import sources  # noqa: E402

WORDS = [
    # name of the file, its text, what is found
    ("a.swift", "/// The id; nil where the file has none.\n", ["nil where", "where"]),
    ("a.swift", "/// The id; nil\n/// where the file has none.\n", ["nil where", "where"]),
    ("a.swift", "/// Says where the file is.\n", []),
    ("a.swift", "/// Where tokens are kept.\n", []),
    ("a.swift", "for item in list where item.isTold { tell(item) }\n", []),
    ("a.swift", "let text = \"the user is told\"\n", ["told"]),
    ("a.swift", "let text = \"the user is \\(told)\"\n", []),
    ("a.swift", "let name = \"told\"\n", []),
    ("a.swift", "/// Calls `told`.\n", []),
    ("a.js", "/** Undefined where there is none. */\n", ["Undefined where", "where"]),
    ("a.js", "const told = /where there's/.test(where);\n", []),
    ("a.py", "# Made anew.\n", ["anew"]),
    ("a.py", "text = f\"it is {told}\"\n", []),
    ("a.md", "Posthaste tells the user.\n\n```\ntold anew\n```\n\nSee `told`.\n", ["tells"]),
    ("a.sh", "echo \"made anew\" # anew\n", ["anew", "anew"]),
]

LIMITS = [
    ("a.swift", "x" * 101 + "\n", 1),
    ("a.swift", "x" * 100 + "\n", 0),
    ("a.swift", "/// See https://example.com/" + "x" * 100 + "\n", 0),
    ("a.swift", "func f() {\n" + "    call()\n" * 60 + "}\n", 1),
    ("a.swift", "func f() {\n" + "    call()\n" * 58 + "}\n", 0),
    ("a.swift", "call()\n" * 401, 1),
    ("a.swift", "// A table.\n" + "call()\n" * 401, 0),
    ("a.js", "function f() {\n" + "    call();\n" * 60 + "}\n", 1),
    ("a.py", "def f():\n" + "    call()\n" * 61, 1),
    ("a.md", "x" * 200 + "\n", 0),
]

CITATIONS = [
    # The only section of the article is §4.2.
    ("a.swift", "/// See NewmanReference §4.2.\n", 0),
    ("a.swift", "/// See NewmanReference §4.\n", 1),
    ("a.swift", "/// See NewmanReference §4.2 and §9.\n", 1),
    ("a.swift", "/// See NewmanReference\n/// §A.4.\n", 1),
    ("a.swift", "/// See RFC 9110 §11.\n", 0),
    ("NewmanReference.md", "See §4.2, §9 and RFC 9110 §11.\n", 1),
]


def load(name):
    """Loads a script of .ci as a module."""
    path = os.path.join(os.path.dirname(FOLDER), name)
    loader = importlib.machinery.SourceFileLoader(name, path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def failures():
    words, limits, documents = load("words"), load("limits"), load("documents")
    rules = words.rules()
    with tempfile.TemporaryDirectory() as folder:
        sources.ROOT = folder
        for name, text, expected in WORDS:
            write(folder, name, text)
            found = [what for _, what, _ in words.findings(name, rules)]
            if found != expected:
                yield f"words in {text!r}: {found}, not {expected}"
        for name, text, expected in LIMITS:
            write(folder, name, text)
            found = list(limits.findings(name))
            if len(found) != expected:
                yield f"limits of {text[:40]!r}…: {found}, not {expected}"
        for name, text, expected in CITATIONS:
            write(folder, name, text)
            found = list(documents.dead_citations(name, {"NewmanReference": {"4.2"}}))
            if len(found) != expected:
                yield f"citations of {text!r}: {found}, not {expected}"


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    found = list(failures())
    for failure in found:
        print(failure)
    sys.exit(1 if found else 0)
